"""The report: whole in itself, true to the numbers, and safe whatever a model says."""

from __future__ import annotations

import base64
import hashlib
import html
import math
import re
from itertools import pairwise
from pathlib import Path

import pytest

from app.contract.answer import render
from app.contract.confidence import Calibration, Token
from app.contract.image import PixelLimits
from app.contract.manifest import FileRecord, Manifest
from app.contract.prompt import CONTRACT_VERSION, GLOBE_PROMPT
from app.contract.sampling import Sampling
from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer
from trainer.evaluation.protocols import Subject
from trainer.evaluation.replies import NOWHERE, Reply, Truth, read
from trainer.evaluation.report import render_report
from trainer.evaluation.results import Judged, measure

HOSTILE = '<script>alert("&")</script>'
FIJI = Truth("FJ", "Suva", Coordinate(-18.1416, 178.4415), country="Fiji")
PARIS = Truth("FR", "Paris", Coordinate(48.8566, 2.3522), country="France")
MANIFEST = Manifest(
    name=HOSTILE,
    title="",
    scope="",
    licence="",
    base_model="",
    quantization="Q4_K_M",
    contract_version=CONTRACT_VERSION,
    prompt=GLOBE_PROMPT,
    image=PixelLimits(784, 784),
    sampling=Sampling(),
    model=FileRecord("", 0),
    mmproj=FileRecord("", 0),
    calibration=Calibration((-3.0, -0.1), (0.1, 0.95), (5000.0, 5.0), 0.5),
)


def _judged(gazetteer: Gazetteer, key: str, truth: Truth, country: str, city: str) -> Judged:
    words = render(f"I see {HOSTILE}.", country, city)
    head, _, tail = words.partition("country:")
    tokens = (Token(head, -0.1, -9.0), Token("country:", 0.0, -9.0), Token(tail[:2], -0.1, -9.0))
    tokens += (Token(tail[2:], -0.1, -math.inf),)
    reading = read(Reply("set", key, truth, tokens), MANIFEST, gazetteer)
    return Judged(Subject(key, "set", truth), reading, words, finished=True, seconds=1.0)


@pytest.fixture
def page(gazetteer: Gazetteer, repo_root: Path) -> str:
    judged = [
        _judged(gazetteer, "right", PARIS, "France", "Paris"),
        _judged(gazetteer, HOSTILE, FIJI, "United States", "Honolulu"),
        _judged(gazetteer, "refused", PARIS, "", ""),
        _judged(gazetteer, "nowhere", NOWHERE, "Japan", "Tokyo"),
    ]
    result = {
        "run": {
            "protocol": "csv",
            "model": {"kind": "package", "name": HOSTILE, "quantization": "Q4_K_M"},
            "contract": {"prompt_sha256": "ab" * 32},
        },
        "reading": {"gazetteer_sha256": "cd" * 32},
        "counts": {
            "photos": 5,
            "expected": None,
            "answered": 4,
            "failed": 1,
            "duplicates": 0,
            "unusable_rows": 1,
        },
        "failed": [{"key": "lost.jpg", "title": "Photo not found", "message": HOSTILE}],
        "unusable": [{"where": "row 7", "reason": "only one of latitude and longitude is given"}],
        "metrics": measure(judged),
    }
    return render_report(result, judged, repo_root / "resources" / "built" / "map")


def test_what_it_shows(page: str) -> None:
    assert "lost.jpg" in page and "row 7" in page
    assert "within 25 km (0)" in page and "within 1 km (1)" in page and "refused (1)" in page
    assert "ab" * 32 in page and "cd" * 32 in page
    assert "no place can be told" in page  # the answer about the placeless photo is a mistake


def test_hostile_texts_stay_texts(page: str) -> None:
    assert HOSTILE not in page
    assert html.escape(HOSTILE, quote=True).replace("&quot;", "&#34;") in page
    assert page.count("<script>") == 1


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    assert not re.search(r"""(?:src|href)\s*=|https?://|url\((?!#)|@import""", page)
    policy = html.unescape(re.search(r'Policy" content="([^"]+)"', page)[1])
    for tag in ("script", "style"):
        code = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_a_way_over_the_date_line_is_broken_there(page: str) -> None:
    (way,) = re.findall(r'class="way" d="([^"]+)"', page)
    steps = [tuple(map(float, point.split())) for point in re.split("[ML]", way)[1:]]
    assert way.count("M") == 2
    drawn = [
        abs(a[0] - b[0])
        for (a, b), kind in zip(pairwise(steps), re.findall("[ML]", way)[1:], strict=True)
        if kind == "L"
    ]
    assert max(drawn) < 60


def test_map_files_that_were_not_built(gazetteer: Gazetteer, tmp_path: Path) -> None:
    result = {"run": {"model": {}}, "metrics": measure([])}
    with pytest.raises(AppError, match="make setup"):
        render_report(result, [], tmp_path)
