"""The stage of one scene: what all steps of its composition share."""

from __future__ import annotations

from random import Random

from trainer.postcards import houses, plants
from trainer.postcards.camera import Camera
from trainer.postcards.canvas import Pen
from trainer.postcards.levels import DIFFICULTIES, Difficulty, Level
from trainer.postcards.palette import LIGHT_WEIGHTS, LIGHTS
from trainer.postcards.sightings import Box, Sightings
from trainer.postcards.tables import City, Country

TERRAINS = (
    "hills", "dry hills", "forest", "plain", "coast", "alps", "desert", "mesa", "karst", "savanna",
    "jungle", "volcano", "fjord",
)  # fmt: skip


class Stage:
    """Pen, camera, weather and what has been put into the scene so far.

    Args:
        random: the scene's only source of chance.
        level: how plainly it shows where it is.
        size_px: final width and height.
        country: None for a scene that carries no cue.
        city: None where no landmark is to be seen.
        clutter: 2 as the level has it, 1 without what stands in the way of the landmark, 0 also
            without flag and sign where there is a landmark.
        flagless: only a sign tells the country.

    Attributes:
        cues: what has been drawn, checked for being visible at the end.
        view: the box that the camera certainly sees.
        car_x: where the near car is, None without one.
        standing_from: people and coaches stand no further up than this; the quay's edge.
        landmark_at: x and size of the landmark.
    """

    def __init__(
        self,
        random: Random,
        level: Level,
        size_px: tuple[int, int],
        country: Country | None,
        city: City | None,
        clutter: int = 2,
        *,
        flagless: bool = False,
    ) -> None:
        self.random = random
        self.clutter = clutter
        self.flagless = flagless
        self.level = level
        self.difficulty: Difficulty = DIFFICULTIES[level]
        self.country = country
        self.city = city
        light = random.choices(LIGHTS, LIGHT_WEIGHTS)[0]
        self.pen = Pen(size_px, random, light)
        self.camera = Camera.random(random, self.difficulty)
        self.sightings = Sightings(self.pen.width, self.pen.height)
        self.cues: dict[str, str] = {}
        self.horizon = self.pen.height * random.uniform(0.61, 0.67)
        self.vegetation = country.vegetation if country else random.choice(tuple(plants.TREE_WORDS))
        self.terrain = country.terrain if country else random.choice(TERRAINS)
        self.roof = country.roof if country else random.choice(tuple(houses.ROOFS))
        self.weather, self.snow = self._weather()
        self.on_water = city.setting == "water" if city else random.random() < 0.18
        self.view: Box = self.camera.sure_box(self.pen.width, self.pen.height)
        self.flag_left = random.random() < 0.5
        self.car_x: float | None = None
        self.standing_from = 0.0
        self.landmark_at = (0.0, 0.0)

    def _weather(self) -> tuple[str, bool]:
        random = self.random
        cold = (
            self.country.snow if self.country else self.vegetation in {"round", "conifer", "birch"}
        )
        winter = cold and random.random() < 0.14
        if random.random() >= self.difficulty.rough_weather:
            return "fair", winter
        return random.choice(("snow",) if winter else ("rain", "fog", "clouds")), winter
