"""The setting: everything of a scene that stands still behind its cues."""

from __future__ import annotations

from trainer.postcards import furniture, ground, houses, plants, sky, street, terrain
from trainer.postcards.palette import jittered
from trainer.postcards.stage import Stage


def background(stage: Stage) -> None:
    """Sky, far terrain, perhaps a far-off town, and the near ground."""
    pen, random = stage.pen, stage.random
    earth = jittered(ground.GROUNDS[stage.vegetation], random, 8)
    sky.sky(pen, stage.horizon, clear=stage.weather == "fair")
    heavy = stage.weather in {"rain", "clouds", "snow"} or pen.light.name == "overcast"
    sky.clouds(
        pen, stage.horizon, random.randint(4, 6) if heavy else random.randint(0, 4), heavy=heavy
    )
    terrain.far_terrain(pen, stage.horizon, stage.terrain, earth, snow=stage.snow)
    if (
        stage.city
        and random.random() < 0.4
        and stage.terrain not in {"alps", "karst", "volcano", "fjord"}
    ):
        terrain.skyline(pen, stage.horizon, random.uniform(12, 22))
    ground.ground(pen, stage.horizon, earth, snow=stage.snow)


def neighbours(stage: Stage) -> None:
    """Houses and trees at both sides, the far ones first."""
    pen, random = stage.pen, stage.random
    clear = 0.34 if stage.city else 0.16
    steps = ((0.0, 0.62), (0.10, 0.8), (0.26, 1.05))
    for rise, size in steps:
        for side in (-1, 1):
            inner = max(clear, 0.24 + rise * 0.55)
            x = pen.width * (0.5 + side * random.uniform(inner, 0.5))
            y = stage.horizon + 1 + rise * (pen.height - stage.horizon)
            if random.random() < (0.55 if rise < 0.2 else 0.3):
                wide, high = random.uniform(17, 27) * size, random.uniform(14, 23) * size
                left = x - wide / 2 if stage.city is None else (x - wide * (0.5 + side * -0.3))
                stage.sightings.cover(
                    houses.house(pen, stage.roof, left, y, wide, high, snow=stage.snow)
                )
            if random.random() < 0.75:
                away = pen.width * (0.5 + side * random.uniform(inner, 0.52))
                stage.sightings.cover(
                    plants.tree(pen, stage.vegetation, away, y + 1.5, random.uniform(26, 38) * size)
                )


def waterside(stage: Stage) -> None:
    """Water that mirrors the far bank, then the quay on which the viewer stands."""
    pen, random = stage.pen, stage.random
    pen.depth = 0.12
    for side in (-1, 1):
        for _ in range(2):
            x = pen.width * (0.5 + side * random.uniform(0.36, 0.52))
            if random.random() < 0.6:
                stage.sightings.cover(
                    houses.house(
                        pen,
                        stage.roof,
                        x - 8,
                        stage.horizon + 1.4,
                        random.uniform(11, 16),
                        random.uniform(9, 14),
                        snow=stage.snow,
                    )
                )
            else:
                stage.sightings.cover(
                    plants.tree(
                        pen, stage.vegetation, x, stage.horizon + 1.4, random.uniform(16, 24)
                    )
                )
    pen.depth = 0.0
    quay = stage.horizon + (pen.height - stage.horizon) * random.uniform(0.5, 0.62)
    stage.standing_from = quay + 5
    ground.water(pen, stage.horizon + 1.4, quay)
    for _ in range(random.randint(0, 2)):
        share = random.uniform(0.3, 0.8)
        y = stage.horizon + (quay - stage.horizon) * share
        ground.boat(
            pen,
            pen.width * random.choice((random.uniform(0.08, 0.3), random.uniform(0.7, 0.92))),
            y,
            0.5 + 0.6 * share,
        )
    stone = (
        (226, 230, 236)
        if stage.snow
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
        furniture.bollard(pen, pen.width * x, quay + 4, 0.8)
    if random.random() < 0.6:
        furniture.lamp(
            pen, pen.width * random.choice((0.3, 0.7)), quay + 8, 34, random.choice((-1, 1))
        )
    _furniture(stage, quay + 10)


def foreground(stage: Stage) -> street.Road | None:
    """The street that leads to the middle of the picture, or open ground with a path."""
    pen, random = stage.pen, stage.random
    road = street.Road(
        horizon=stage.horizon,
        vanish_x=pen.width * random.uniform(0.45, 0.55),
        near_x=pen.width * random.uniform(0.47, 0.53),
        bottom=pen.height,
        half_near=min(pen.width * 0.33, 60.0),
    )
    driven = random.random() < (0.86 if stage.country else 0.7)
    if driven:
        street.carriageway(pen, road, stage.country, snow=stage.snow, wet=stage.weather == "rain")
        _road_cues(stage)
    else:
        path = (232, 226, 210) if not stage.snow else (220, 222, 228)
        pen.polygon(road.strip(0.0, road.half_near * 0.5, 0, 1), pen.color(path))
        for _ in range(7):
            x, y = random.uniform(0, pen.width), random.uniform(stage.horizon + 8, pen.height)
            plants.bush(pen, x, y, random.uniform(2.5, 5), (104, 150, 84))
        _furniture(stage, stage.horizon + 14)
    if random.random() < 0.6:
        side = random.choice((-1, 1))
        centre, y, half = road.at(random.uniform(0.25, 0.5))
        furniture.lamp(pen, centre + side * half * 1.22, y, 34 + 12 * random.random(), -side)
    return road if driven else None


def _furniture(stage: Stage, top: float) -> None:
    """Benches and flower tubs on the promenade or beside the path."""
    random, pen = stage.random, stage.pen
    for _ in range(random.randint(1, 3)):
        x, y = (
            pen.width * random.choice((0.22, 0.34, 0.66, 0.78)),
            random.uniform(top, max(top + 1, pen.height - 6)),
        )
        (furniture.bench if random.random() < 0.5 else furniture.flower_tub)(
            pen, x, y, 1.0 + (y - stage.horizon) / 60
        )


def _road_cues(stage: Stage) -> None:
    if stage.country is None:
        return
    stage.cues["line"] = stage.country.centre_line
    if stage.country.kerb:
        stage.cues["kerb"] = stage.country.kerb
    if stage.country.edge_line:
        stage.cues["edge"] = stage.country.edge_line
