"""Composition: puts sky, land, landmark, street and cues together, and remembers what is seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from PIL import Image

from trainer.postcards import camera, flags, plants, scenery, signs, street, traffic
from trainer.postcards.anonymous import anonymous_building
from trainer.postcards.camera import Camera
from trainer.postcards.canvas import Pen
from trainer.postcards.landmarks import Easel
from trainer.postcards.levels import DIFFICULTIES, Difficulty, Level
from trainer.postcards.palette import LIGHT_WEIGHTS, LIGHTS, jittered
from trainer.postcards.sightings import Box, Sightings
from trainer.postcards.tables import City, Country, countries, landmark_strokes

TERRAINS = (
    "hills", "dry hills", "forest", "plain", "coast", "alps", "desert", "mesa", "karst", "savanna",
    "jungle", "volcano", "fjord",
)  # fmt: skip
LEAST_SEEN = 0.6  # a flag, sign or plate counts as seen from this visible share on


@dataclass(slots=True)
class Scene:
    """A drawn scene before it is put into words; ``cues`` holds what was really visible."""

    picture: Image.Image
    cues: dict[str, str] = field(default_factory=dict)
    landmark_share: float = 0.0


class Composer:
    """Draws one scene step by step, from the sky to the foreground.

    Args:
        random: the scene's only source of chance.
        level: how plainly it shows where it is.
        size_px: final width and height.
        country: None for a scene that carries no cue.
        city: None where no landmark is to be seen.
        clutter: 2 as the level has it, 1 without what stands in the way of the landmark, 0 also
            without flag and sign where there is a landmark.
    """

    def __init__(
        self,
        random: Random,
        level: Level,
        size_px: tuple[int, int],
        country: Country | None,
        city: City | None,
        clutter: int = 2,
    ) -> None:
        self.random = random
        self.clutter = clutter
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
        self.roof = country.roof if country else random.choice(tuple(street.ROOFS))
        self.weather, self.snow = self._weather()
        self.on_water = city.setting == "water" if city else random.random() < 0.18
        self.view: Box = self.camera.sure_box(self.pen.width, self.pen.height)
        self.flag_left = random.random() < 0.5
        self.car_x: float | None = None
        self.standing_from = 0.0
        self._landmark_at = (0.0, 0.0)

    def _weather(self) -> tuple[str, bool]:
        random = self.random
        cold = (
            self.country.snow if self.country else self.vegetation in {"round", "conifer", "birch"}
        )
        winter = cold and random.random() < 0.14
        if random.random() >= self.difficulty.rough_weather:
            return "fair", winter
        return random.choice(("snow",) if winter else ("rain", "fog", "clouds")), winter

    def compose(self) -> Scene:
        """Draws everything and takes the picture."""
        self._background()
        if self.city:
            self._landmark(self.city)
        elif self.country is None and self.random.random() < 0.45:
            anonymous_building(
                self.pen, self.pen.width * self.random.uniform(0.3, 0.7), self.horizon + 1
            )
        if self.weather == "fog":
            camera.fog(self.pen, self.horizon, self.random.uniform(0.25, 0.45))
        road = None
        if self.on_water:
            self._waterside()
        else:
            self._neighbours()
            road = self._foreground()
        self._occluders()
        if road:
            self._cars(road)
        self._misleading()
        self._people()
        self._national_cues()
        if self.weather == "rain":
            camera.rain(self.pen)
        elif self.weather == "snow":
            camera.snowfall(self.pen)
        return self._finish()

    # ---- behind ---------------------------------------------------------------------------------

    def _background(self) -> None:
        pen, random = self.pen, self.random
        ground = jittered(scenery.GROUNDS[self.vegetation], random, 8)
        scenery.sky(pen, self.horizon, clear=self.weather == "fair")
        heavy = self.weather in {"rain", "clouds", "snow"} or pen.light.name == "overcast"
        scenery.clouds(
            pen, self.horizon, random.randint(4, 6) if heavy else random.randint(0, 4), heavy=heavy
        )
        scenery.far_terrain(pen, self.horizon, self.terrain, ground, snow=self.snow)
        if (
            self.city
            and random.random() < 0.4
            and self.terrain not in {"alps", "karst", "volcano", "fjord"}
        ):
            scenery.skyline(pen, self.horizon, random.uniform(12, 22))
        scenery.ground(pen, self.horizon, ground, snow=self.snow)

    def _landmark(self, city: City) -> None:
        pen, random = self.pen, self.random
        share = random.uniform(*self.difficulty.landmark)
        room = self.horizon - self.view[1]
        size = min(share * room / 102, share * (self.view[2] - self.view[0]) / 118)
        spread = 0.14 if self.level is Level.EASY else 0.2 if self.level is Level.MEDIUM else 0.3
        x = pen.width * (0.5 + random.uniform(-spread, spread))
        x = max(self.view[0] + 51 * size, min(self.view[2] - 51 * size, x))
        pen.depth = (
            random.uniform(0, 0.06) if self.level is not Level.HARD else random.uniform(0.05, 0.28)
        )
        if not self.on_water:
            pen.ellipse(
                x - pen.sun_side * 6 * size, self.horizon + 1.6, 46 * size, 2.4 * size, pen.shadow
            )
        easel = Easel(pen, x, self.horizon + 1.4, size)
        strokes = landmark_strokes()[city.name]
        easel.draw(strokes)
        pen.depth = 0.0
        self.sightings.add("landmark", easel.outline(strokes))
        self._landmark_at = (x, size)

    def _neighbours(self) -> None:
        """Houses and trees at both sides, the far ones first."""
        pen, random = self.pen, self.random
        clear = 0.34 if self.city else 0.16
        steps = ((0.0, 0.62), (0.10, 0.8), (0.26, 1.05))
        for rise, size in steps:
            for side in (-1, 1):
                inner = max(clear, 0.24 + rise * 0.55)
                x = pen.width * (0.5 + side * random.uniform(inner, 0.5))
                y = self.horizon + 1 + rise * (pen.height - self.horizon)
                if random.random() < (0.55 if rise < 0.2 else 0.3):
                    wide, high = random.uniform(17, 27) * size, random.uniform(14, 23) * size
                    left = x - wide / 2 if self.city is None else (x - wide * (0.5 + side * -0.3))
                    self.sightings.cover(
                        street.house(pen, self.roof, left, y, wide, high, snow=self.snow)
                    )
                if random.random() < 0.75:
                    away = pen.width * (0.5 + side * random.uniform(inner, 0.52))
                    self.sightings.cover(
                        plants.tree(
                            pen, self.vegetation, away, y + 1.5, random.uniform(26, 38) * size
                        )
                    )

    def _waterside(self) -> None:
        """Water that mirrors the far bank, then the quay on which the viewer stands."""
        pen, random = self.pen, self.random
        pen.depth = 0.12
        for side in (-1, 1):
            for _ in range(2):
                x = pen.width * (0.5 + side * random.uniform(0.36, 0.52))
                if random.random() < 0.6:
                    self.sightings.cover(
                        street.house(
                            pen,
                            self.roof,
                            x - 8,
                            self.horizon + 1.4,
                            random.uniform(11, 16),
                            random.uniform(9, 14),
                            snow=self.snow,
                        )
                    )
                else:
                    self.sightings.cover(
                        plants.tree(
                            pen, self.vegetation, x, self.horizon + 1.4, random.uniform(16, 24)
                        )
                    )
        pen.depth = 0.0
        quay = self.horizon + (pen.height - self.horizon) * random.uniform(0.5, 0.62)
        self.standing_from = quay + 5
        scenery.water(pen, self.horizon + 1.4, quay)
        for _ in range(random.randint(0, 2)):
            share = random.uniform(0.3, 0.8)
            y = self.horizon + (quay - self.horizon) * share
            scenery.boat(
                pen,
                pen.width * random.choice((random.uniform(0.08, 0.3), random.uniform(0.7, 0.92))),
                y,
                0.5 + 0.6 * share,
            )
        stone = (
            (226, 230, 236)
            if self.snow
            else random.choice(((206, 194, 174), (188, 184, 180), (214, 188, 156)))
        )
        pen.rectangle(0, quay, pen.width, quay + 3, pen.color(stone, 0.78))
        pen.vertical_gradient(quay + 2, pen.height, (pen.color(stone), pen.color(stone, 0.88)))
        for index in range(9):
            x = pen.width * (index - 1 + 0.5 * random.random()) / 7
            pen.line(
                [x, quay + 3, pen.width / 2 + (x - pen.width / 2) * 1.7, pen.height],
                0.35,
                pen.color(stone, 0.84),
            )
        for x in (0.1, 0.36, 0.64, 0.9):
            street.bollard(pen, pen.width * x, quay + 4, 0.8)
        if random.random() < 0.6:
            street.lamp(
                pen, pen.width * random.choice((0.3, 0.7)), quay + 8, 34, random.choice((-1, 1))
            )
        self._furniture(quay + 10)

    def _foreground(self) -> street.Road | None:
        """The street that leads to the middle of the picture, or open ground with a path."""
        pen, random = self.pen, self.random
        road = street.Road(
            self.horizon, pen.width * random.uniform(0.45, 0.55), pen.width * random.uniform(0.47, 0.53), pen.height,
            half_near=min(pen.width * 0.33, 60.0),
        )  # fmt: skip
        driven = random.random() < (0.86 if self.country else 0.7)
        if driven:
            street.carriageway(pen, road, self.country, snow=self.snow, wet=self.weather == "rain")
            self._road_cues()
        else:
            path = (232, 226, 210) if not self.snow else (220, 222, 228)
            pen.polygon(road.strip(0.0, road.half_near * 0.5, 0, 1), pen.color(path))
            for _ in range(7):
                x, y = random.uniform(0, pen.width), random.uniform(self.horizon + 8, pen.height)
                plants.bush(pen, x, y, random.uniform(2.5, 5), (104, 150, 84))
            self._furniture(self.horizon + 14)
        if random.random() < 0.6:
            side = random.choice((-1, 1))
            centre, y, half = road.at(random.uniform(0.25, 0.5))
            street.lamp(pen, centre + side * half * 1.22, y, 34 + 12 * random.random(), -side)
        return road if driven else None

    def _furniture(self, top: float) -> None:
        """Benches and flower tubs on the promenade or beside the path."""
        random, pen = self.random, self.pen
        for _ in range(random.randint(1, 3)):
            x, y = (
                pen.width * random.choice((0.22, 0.34, 0.66, 0.78)),
                random.uniform(top, max(top + 1, pen.height - 6)),
            )
            (street.bench if random.random() < 0.5 else street.flower_tub)(
                pen, x, y, 1.0 + (y - self.horizon) / 60
            )

    def _road_cues(self) -> None:
        if self.country is None:
            return
        self.cues["line"] = self.country.centre_line
        if self.country.kerb:
            self.cues["kerb"] = self.country.kerb
        if self.country.edge_line:
            self.cues["edge"] = self.country.edge_line

    # ---- in front -------------------------------------------------------------------------------

    def _occluders(self) -> None:
        """At the harder levels, trees stand before the landmark."""
        if not self.city or self.clutter < 2:
            return
        x, size = self._landmark_at
        for _ in range(self.random.randint(*self.difficulty.occluders)):
            away = x + self.random.uniform(-46, 46) * size
            tall = self.random.uniform(0.35, 0.7) * 100 * size
            y = self.horizon + self.random.uniform(3, 8)
            self.sightings.cover(plants.tree(self.pen, self.vegetation, away, y, tall))

    def _cars(self, road: street.Road) -> None:
        random, pen = self.random, self.pen
        if random.random() >= self.difficulty.car:
            return
        left_hand = self.country.side == "left" if self.country else random.random() < 0.4
        own = -1 if left_hand else 1
        if random.random() < 0.4:
            centre, y, half = road.at(random.uniform(0.22, 0.4))
            self.sightings.cover(
                traffic.car(pen, centre - own * half * 0.5, y, half / 30, self.country, rear=False)
            )
        centre, y, half = road.at(random.uniform(0.62, 0.9))
        size = min(half / 34, 1.5) * (0.72 if self.level is Level.HARD else 1.0)
        x = centre + own * half * 0.5
        x = max(self.view[0] + 13 * size, min(self.view[2] - 13 * size, x))
        y = min(y, self.view[3] - 3)
        self.sightings.cover(traffic.car(pen, x, y, size, self.country, rear=True))
        self.car_x = x
        if self.country:
            self.sightings.add_box(
                "plate", (x - 6 * size, y - 6 * size, x + 6 * size, y - 1.4 * size)
            )
            self.sightings.add_box("side", (x - 11 * size, y - 9 * size, x + 11 * size, y))

    def _national_cues(self) -> None:
        """Flag and sign. Without a landmark at least one of them is always there."""
        if self.country is None:
            if self.random.random() < 0.3:
                signs.wordless_sign(
                    self.pen,
                    self.random,
                    self.pen.width * self.random.choice((0.08, 0.92)),
                    self.pen.height * 0.92,
                    1.1,
                )
            return
        random = self.random
        flag, sign = random.random() < self.difficulty.flag, random.random() < self.difficulty.sign
        if self.city and self.clutter == 0:
            return
        plain = self.level is not Level.HARD
        if self.city is None and plain:
            sign = random.random() < 0.9
        if self.city is None and not (flag or sign):
            flag = random.random() < 0.6
            sign = not flag
        if sign:
            self._sign(self.country, decisive=self.city is None and (plain or not flag))
        if flag:
            self._flag(self.country)

    def _flag(self, country: Country) -> None:
        pen, random = self.pen, self.random
        left_edge, top_edge, right_edge, _ = self.view
        wide = random.uniform(*self.difficulty.flag_width)
        high = wide * 2 / 3
        left = (
            left_edge + random.uniform(3, 9)
            if self.flag_left
            else right_edge - wide - random.uniform(3, 9)
        )
        top = top_edge + random.uniform(4, 12 if self.level is Level.EASY else 26)
        if self.level is Level.HARD:
            left = (
                random.uniform(left_edge + 3, right_edge - wide - 3)
                if random.random() < 0.4
                else left
            )
            top = random.uniform(self.horizon * 0.45, self.horizon * 0.8)
        pole = left - 1.0
        pen.rectangle(
            pole - 0.7, top - 3, pole + 0.7, self.horizon + random.uniform(8, 22), pen.color("grey")
        )
        pen.ellipse(pole, top - 3.6, 1.5, 1.5, pen.color("gold"))
        waving = random.random() < 0.75 and country.code != "NP"
        flags.hoist(pen, country.flag, left, top, wide, waving=waving)
        box = (left, top, left + wide, top + high)
        self.sightings.cover(box, square=True)
        self.sightings.add_box("flag", box)

    def _sign(self, country: Country, *, decisive: bool) -> None:
        random = self.random
        word = random.random() < 0.75
        tld = decisive or not word or random.random() < 0.75
        size = random.uniform(*self.difficulty.sign_size)
        wide, high = 32 * size, (18 if word and tld else 13) * size
        left_edge, _, right_edge, bottom_edge = self.view
        on_left = self.car_x > self.pen.width / 2 if self.car_x is not None else not self.flag_left
        gap = random.uniform(2.5, 7)
        left = left_edge + gap if on_left else right_edge - wide - gap
        top = bottom_edge - high - random.uniform(8, 20)
        signs.street_sign(self.pen, country, left, top, size, word=word, tld=tld)
        box = (left, top, left + wide, top + high)
        self.sightings.cover(box, square=True)
        for cue, shown in (("tld", tld), ("word", word)):
            if shown:
                self.sightings.add_box(cue, box)

    def _misleading(self) -> None:
        """Visitors' coaches and foreign advertisements, which prove nothing."""
        if self.country is None or self.clutter < 2:
            return
        if self.random.random() >= self.difficulty.misleading:
            return
        other = self.random.choice([row for row in countries() if row.code != self.country.code])
        x = self.random.uniform(self.view[0], self.view[2] - 40)
        ground = max(self.horizon + self.random.uniform(8, 16), self.standing_from + 3)
        if self.random.random() < 0.6:
            size = self.random.uniform(0.62, 0.8)
            box = traffic.coach(self.pen, x, ground, size, other.flag)
            self.cues["coach"] = other.adjective
            self.sightings.cover(box)
            self.sightings.add_box(
                "coach", (x + 19 * size, box[1] + 8 * size, x + 29 * size, box[3] - 5 * size)
            )
        else:
            size = self.random.uniform(0.9, 1.15)
            top = ground - 24 * size
            signs.poster(self.pen, other.tld, x, top, size)
            box = (x, top, x + 15 * size, top + 20 * size)
            self.cues["poster"] = other.tld
            self.sightings.cover(box)
            self.sightings.add_box("poster", box)

    def _people(self) -> None:
        random, pen = self.random, self.pen
        for _ in range(random.randint(*self.difficulty.people)):
            side = random.choice((-1, 1))
            share = random.uniform(0.12, 0.75)
            x = pen.width * (0.5 + side * random.uniform(0.14 + 0.22 * share, 0.5))
            y = self.horizon + 2 + share * (pen.height - self.horizon - 6)
            if y < self.standing_from:
                y = self.standing_from + 6 * share
                share = (y - self.horizon) / (pen.height - self.horizon)
            box = traffic.person(
                pen,
                x,
                y,
                0.7 + 1.25 * share,
                umbrella=self.weather == "rain" and random.random() < 0.7,
            )
            self.sightings.cover(box)

    def _finish(self) -> Scene:
        self.sightings.crop(self.camera.sure_box(self.pen.width, self.pen.height))
        seen = {cue: self.sightings.visible_share(cue) for cue in self.sightings.cues()}
        country = self.country
        if country:
            shown = {
                "flag": country.code, "tld": country.tld, "word": country.word, "plate": country.plate_rear, "side": country.side,
            }  # fmt: skip
            self.cues |= {
                cue: value for cue, value in shown.items() if seen.get(cue, 0) >= LEAST_SEEN
            }
            if "tld" in self.cues or "word" in self.cues:
                self.cues["script"] = country.script if "word" in self.cues else "latin"
        for cue in ("coach", "poster"):
            if cue in self.cues and seen[cue] < LEAST_SEEN:
                del self.cues[cue]
        share = seen.get("landmark", 0.0)
        if self.city:
            self.cues["landmark"] = self.city.name
        picture = camera.develop(self.camera.take(self.pen.image), self.random)
        return Scene(picture, self.cues, share)
