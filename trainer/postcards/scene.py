"""Composition: puts sky, land, landmark, street and cues together, and remembers what is seen."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from trainer.postcards import camera, evidence, setting
from trainer.postcards.anonymous import anonymous_building
from trainer.postcards.stage import Stage

LEAST_SEEN = 0.6  # a flag, sign or plate counts as seen from this visible share on


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawn scene before it is put into words.

    Attributes:
        picture: as the camera took it.
        cues: what is really visible, as in :class:`trainer.postcards.world.Postcard`.
        landmark_share: how much of the landmark is in view, 0 to 1.
    """

    picture: Image.Image
    cues: dict[str, str]
    landmark_share: float


def compose(stage: Stage) -> Scene:
    """Draws everything, from the sky to the foreground, and takes the picture."""
    random = stage.random
    setting.background(stage)
    if stage.city:
        evidence.landmark(stage, stage.city)
    elif stage.country is None and random.random() < 0.45:
        anonymous_building(stage.pen, stage.pen.width * random.uniform(0.3, 0.7), stage.horizon + 1)
    if stage.weather == "fog":
        camera.fog(stage.pen, stage.horizon, random.uniform(0.25, 0.45))
    road = None
    if stage.on_water:
        setting.waterside(stage)
    else:
        setting.neighbours(stage)
        road = setting.foreground(stage)
    evidence.occluders(stage)
    if road:
        evidence.cars(stage, road)
    evidence.misleading(stage)
    evidence.people(stage)
    evidence.national_cues(stage)
    if stage.weather == "rain":
        camera.rain(stage.pen)
    elif stage.weather == "snow":
        camera.snowfall(stage.pen)
    return _look(stage)


def _look(stage: Stage) -> Scene:
    """Takes the picture and keeps only the cues that it shows."""
    sightings = stage.sightings
    sightings.crop(stage.view)
    seen = {cue: sightings.visible_share(cue) for cue in sightings.cues()}
    cues = dict(stage.cues)
    country = stage.country
    if country:
        drawn = {
            "flag": country.code,
            "tld": country.tld,
            "word": country.word,
            "plate": country.plate_rear,
            "side": country.side,
        }
        cues |= {cue: value for cue, value in drawn.items() if seen.get(cue, 0.0) >= LEAST_SEEN}
        if "word" in cues:
            cues["script"] = country.script
        elif "tld" in cues:
            cues["script"] = "latin"
    for cue in ("coach", "poster"):
        if cue in cues and seen[cue] < LEAST_SEEN:
            del cues[cue]
    if stage.city:
        cues["landmark"] = stage.city.name
    picture = camera.develop(stage.camera.take(stage.pen.image), stage.random)
    return Scene(picture, cues, seen.get("landmark", 0.0))
