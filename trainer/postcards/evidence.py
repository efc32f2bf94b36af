"""The evidence: landmark, flag, sign and cars, what hides them, and what misleads."""

from __future__ import annotations

from trainer.postcards import flags, plants, signs, street, traffic
from trainer.postcards.landmarks import Easel
from trainer.postcards.levels import Level
from trainer.postcards.stage import Stage
from trainer.postcards.tables import City, Country, countries, landmark_strokes


def landmark(stage: Stage, city: City) -> None:
    """The city's landmark on the horizon, with its shadow."""
    pen, random = stage.pen, stage.random
    share = random.uniform(*stage.difficulty.landmark)
    room = stage.horizon - stage.view[1]
    size = min(share * room / 102, share * (stage.view[2] - stage.view[0]) / 118)
    spread = 0.14 if stage.level is Level.EASY else 0.2 if stage.level is Level.MEDIUM else 0.3
    x = pen.width * (0.5 + random.uniform(-spread, spread))
    x = max(stage.view[0] + 51 * size, min(stage.view[2] - 51 * size, x))
    pen.depth = (
        random.uniform(0, 0.06) if stage.level is not Level.HARD else random.uniform(0.05, 0.28)
    )
    if not stage.on_water:
        pen.ellipse(
            x - pen.sun_side * 6 * size, stage.horizon + 1.6, 46 * size, 2.4 * size, pen.shadow
        )
    easel = Easel(pen, x, stage.horizon + 1.4, size)
    strokes = landmark_strokes()[city.name]
    easel.draw(strokes)
    pen.depth = 0.0
    stage.sightings.add("landmark", easel.outline(strokes))
    stage.landmark_at = (x, size)


def occluders(stage: Stage) -> None:
    """At the harder levels, trees stand before the landmark."""
    if not stage.city or stage.clutter < 2:
        return
    x, size = stage.landmark_at
    for _ in range(stage.random.randint(*stage.difficulty.occluders)):
        away = x + stage.random.uniform(-46, 46) * size
        tall = stage.random.uniform(0.35, 0.7) * 100 * size
        y = stage.horizon + stage.random.uniform(3, 8)
        stage.sightings.cover(plants.tree(stage.pen, stage.vegetation, away, y, tall))


def cars(stage: Stage, road: street.Road) -> None:
    """One car going away on its own side, perhaps another coming towards the viewer."""
    random, pen = stage.random, stage.pen
    if random.random() >= stage.difficulty.car:
        return
    left_hand = stage.country.side == "left" if stage.country else random.random() < 0.4
    own = -1 if left_hand else 1
    if random.random() < 0.4:
        centre, y, half = road.at(random.uniform(0.22, 0.4))
        stage.sightings.cover(
            traffic.car(pen, centre - own * half * 0.5, y, half / 30, stage.country, rear=False)
        )
    centre, y, half = road.at(random.uniform(0.62, 0.9))
    size = min(half / 34, 1.5) * (0.72 if stage.level is Level.HARD else 1.0)
    x = centre + own * half * 0.5
    x = max(stage.view[0] + 13 * size, min(stage.view[2] - 13 * size, x))
    y = min(y, stage.view[3] - 3)
    stage.sightings.cover(traffic.car(pen, x, y, size, stage.country, rear=True))
    stage.car_x = x
    if stage.country:
        stage.sightings.add_box("plate", (x - 6 * size, y - 6 * size, x + 6 * size, y - 1.4 * size))
        stage.sightings.add_box("side", (x - 11 * size, y - 9 * size, x + 11 * size, y))


def national_cues(stage: Stage) -> None:
    """Flag and sign. Without a landmark at least one of them is always there."""
    if stage.country is None:
        if stage.random.random() < 0.3:
            signs.wordless_sign(
                stage.pen,
                stage.random,
                stage.pen.width * stage.random.choice((0.08, 0.92)),
                stage.pen.height * 0.92,
                1.1,
            )
        return
    random = stage.random
    flag, sign = random.random() < stage.difficulty.flag, random.random() < stage.difficulty.sign
    if stage.city and stage.clutter == 0:
        return
    plain = stage.level is not Level.HARD
    if stage.city is None and plain:
        sign = random.random() < 0.9
    if stage.city is None and not (flag or sign):
        flag = random.random() < 0.6
        sign = not flag
    if stage.flagless:
        flag, sign = False, True
    if sign:
        _sign(stage, stage.country, decisive=stage.city is None and (plain or not flag))
    if flag:
        _flag(stage, stage.country)


def _flag(stage: Stage, country: Country) -> None:
    pen, random = stage.pen, stage.random
    left_edge, top_edge, right_edge, _ = stage.view
    wide = random.uniform(*stage.difficulty.flag_width)
    high = wide * 2 / 3
    left = (
        left_edge + random.uniform(3, 9)
        if stage.flag_left
        else right_edge - wide - random.uniform(3, 9)
    )
    top = top_edge + random.uniform(4, 12 if stage.level is Level.EASY else 26)
    if stage.level is Level.HARD:
        left = (
            random.uniform(left_edge + 3, right_edge - wide - 3) if random.random() < 0.4 else left
        )
        top = random.uniform(stage.horizon * 0.45, stage.horizon * 0.8)
    pole = left - 1.0
    pen.rectangle(
        pole - 0.7, top - 3, pole + 0.7, stage.horizon + random.uniform(8, 22), pen.color("grey")
    )
    pen.ellipse(pole, top - 3.6, 1.5, 1.5, pen.color("gold"))
    waving = random.random() < 0.75 and country.code != "NP"
    flags.hoist(pen, country.flag, left, top, wide, waving=waving)
    box = (left, top, left + wide, top + high)
    stage.sightings.cover(box, square=True)
    stage.sightings.add_box("flag", box)


def _sign(stage: Stage, country: Country, *, decisive: bool) -> None:
    random = stage.random
    word = random.random() < 0.75
    tld = decisive or not word or random.random() < 0.75
    size = random.uniform(*stage.difficulty.sign_size) * _elongation(stage)
    wide, high = 32 * size, (18 if word and tld else 13) * size
    left_edge, _, right_edge, bottom_edge = stage.view
    on_left = stage.car_x > stage.pen.width / 2 if stage.car_x is not None else not stage.flag_left
    gap = random.uniform(2.5, 7)
    left = left_edge + gap if on_left else right_edge - wide - gap
    top = bottom_edge - high - random.uniform(8, 20)
    signs.street_sign(stage.pen, country, left, top, size, word=word, tld=tld)
    box = (left, top, left + wide, top + high)
    stage.sightings.cover(box, square=True)
    for cue, shown in (("tld", tld), ("word", word)):
        if shown:
            stage.sightings.add_box(cue, box)


def _elongation(stage: Stage) -> float:
    """How much larger a sign is drawn in a picture longer than 4:3.

    Lengths follow the shorter side, which shrinks when the model looks at a long picture with its
    fixed budget of pixels; letters must not shrink with it.
    """
    width, height = stage.pen.width, stage.pen.height
    return max(1.0, min(1.35, max(width, height) / min(width, height) / (4 / 3)))


def misleading(stage: Stage) -> None:
    """Visitors' coaches and foreign advertisements, which prove nothing."""
    if stage.country is None or stage.clutter < 2:
        return
    if stage.random.random() >= stage.difficulty.misleading:
        return
    other = stage.random.choice([row for row in countries() if row.code != stage.country.code])
    x = stage.random.uniform(stage.view[0], stage.view[2] - 40)
    ground = max(stage.horizon + stage.random.uniform(8, 16), stage.standing_from + 3)
    if stage.random.random() < 0.6:
        size = stage.random.uniform(0.62, 0.8)
        box = traffic.coach(stage.pen, x, ground, size, other.flag)
        stage.cues["coach"] = other.adjective
        stage.sightings.cover(box)
        stage.sightings.add_box(
            "coach", (x + 19 * size, box[1] + 8 * size, x + 29 * size, box[3] - 5 * size)
        )
    else:
        size = stage.random.uniform(0.9, 1.15)
        top = ground - 24 * size
        signs.poster(stage.pen, other.tld, x, top, size)
        box = (x, top, x + 15 * size, top + 20 * size)
        stage.cues["poster"] = other.tld
        stage.sightings.cover(box)
        stage.sightings.add_box("poster", box)


def people(stage: Stage) -> None:
    """Passers-by on both sides, never in the water."""
    random, pen = stage.random, stage.pen
    for _ in range(random.randint(*stage.difficulty.people)):
        side = random.choice((-1, 1))
        share = random.uniform(0.12, 0.75)
        x = pen.width * (0.5 + side * random.uniform(0.14 + 0.22 * share, 0.5))
        y = stage.horizon + 2 + share * (pen.height - stage.horizon - 6)
        if y < stage.standing_from:
            y = stage.standing_from + 6 * share
            share = (y - stage.horizon) / (pen.height - stage.horizon)
        box = traffic.person(
            pen,
            x,
            y,
            0.7 + 1.25 * share,
            umbrella=stage.weather == "rain" and random.random() < 0.7,
        )
        stage.sightings.cover(box)
