"""The three levels of difficulty and what each of them allows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How plainly a scene shows where it is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Difficulty:
    """Numbers behind a level; sizes in units of 1/140 of the picture's shorter side.

    Attributes:
        landmark: landmark height as a share of the sky's height.
        flag, sign, car: chance that a city scene shows one.
        flag_width, sign_size: their sizes.
        occluders: how many trees and people may stand before the landmark.
        least_visible: share of the landmark that must stay in view.
        tilt_deg, zoom: how far the camera strays.
        misleading: chance of a foreign coach or poster.
        rough_weather: chance of rain, snow or fog.
    """

    landmark: Range
    flag: float
    flag_width: Range
    sign: float
    sign_size: Range
    car: float
    occluders: tuple[int, int]
    least_visible: float
    people: tuple[int, int]
    tilt_deg: float
    zoom: Range
    misleading: float
    rough_weather: float


DIFFICULTIES: dict[Level, Difficulty] = {
    Level.EASY: Difficulty(
        landmark=(0.84, 0.97),
        flag=0.78,
        flag_width=(33, 40),
        sign=0.62,
        sign_size=(1.35, 1.55),
        car=0.7,
        occluders=(0, 0),
        least_visible=0.9,
        people=(0, 2),
        tilt_deg=1.0,
        zoom=(1.0, 1.04),
        misleading=0.0,
        rough_weather=0.2,
    ),
    Level.MEDIUM: Difficulty(
        landmark=(0.68, 0.9),
        flag=0.5,
        flag_width=(27, 33),
        sign=0.5,
        sign_size=(1.15, 1.35),
        car=0.6,
        occluders=(0, 1),
        least_visible=0.75,
        people=(0, 4),
        tilt_deg=3.0,
        zoom=(1.0, 1.1),
        misleading=0.0,
        rough_weather=0.4,
    ),
    Level.HARD: Difficulty(
        landmark=(0.36, 0.58),
        flag=0.22,
        flag_width=(14, 19),
        sign=0.3,
        sign_size=(0.56, 0.76),
        car=0.5,
        occluders=(1, 3),
        least_visible=0.45,
        people=(1, 7),
        tilt_deg=6.0,
        zoom=(1.0, 1.14),
        misleading=0.55,
        rough_weather=0.6,
    ),
}
