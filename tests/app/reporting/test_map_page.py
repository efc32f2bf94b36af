"""The map page as a file: complete, safe and small. test_map_browser.py looks at it at work."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.errors import AppError
from app.reporting.html import write_html_report
from app.reporting.map_page import render_map_page, write_map_page
from app.reporting.photo_features import MAX_THUMBNAILS, photo_features

ATTACK = (
    "</script></title><script>window.pwned=1</script><img src=x onerror='window.pwned=1'>\u2028"
)


class PageReader(HTMLParser):
    """Collects what a browser would see: elements, attributes, scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "title": []}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_endtag(self, tag):
        self._open = ""

    def handle_data(self, data):
        if self._open in self.texts:
            self.texts[self._open][-1] += data

    def content_of(self, identifier: str) -> str:
        """The text of the script element with this id."""
        scripts = [attrs for tag, attrs in self.elements if tag == "script"]
        index = next(i for i, attrs in enumerate(scripts) if attrs.get("id") == identifier)
        return self.texts["script"][index]

    def policy(self) -> str:
        return next(
            attrs["content"] or ""
            for tag, attrs in self.elements
            if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
        )


@pytest.fixture
def page(varied_rows, map_assets) -> PageReader:
    return PageReader(render_map_page(varied_rows, assets=map_assets, title="Summer"))


def test_refers_to_nothing_outside_itself(page):
    for tag, attrs in page.elements:
        assert tag not in ("link", "iframe", "object", "embed", "base"), tag
        for name in ("src", "href", "srcset", "action", "style"):
            assert name not in attrs or attrs[name].startswith(("data:", "#")), (tag, attrs)
        assert not any(name.startswith("on") for name in attrs)
    for style in page.texts["style"]:
        assert "url(" not in style
        assert "@import" not in style


def test_policy_admits_its_own_scripts_and_styles_only(page):
    policy = page.policy()
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy
    assert "http" not in policy
    admitted = set(re.findall(r"'sha256-([^']+)'", policy))
    scripts = [
        text
        for text, attrs in zip(
            page.texts["script"],
            [attrs for tag, attrs in page.elements if tag == "script"],
            strict=True,
        )
        if attrs.get("type") != "application/json"
    ]
    code = [*scripts, *page.texts["style"]]
    digests = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in code}
    assert digests == admitted


def test_carries_every_photo(page, varied_rows):
    photos = json.loads(page.content_of("report-data"))["photos"]
    assert [photo["name"] for photo in photos] == [row.path.name for row in varied_rows]
    by_name = {photo["name"]: photo for photo in photos}
    assert by_name["country.jpg"]["kind"] == "country"
    assert by_name["gps.jpg"]["kind"] == by_name["owner.jpg"]["kind"] == "fact"
    assert by_name["gps.jpg"]["confidence"] is None
    assert by_name["cup.jpg"]["lat"] is None
    assert by_name["cup.jpg"]["reasoning"] == "A cup on a plain table."
    assert by_name["broken.jpg"]["error"].startswith("The file ends")


def test_untrusted_text_stays_text(make_row, map_assets):
    honest = PageReader(render_map_page([make_row()], assets=map_assets, title="Summer"))
    row = make_row(
        path=Path("/photos") / ATTACK.replace("/", ""), reasoning=ATTACK, city=ATTACK, model=ATTACK,
        country=ATTACK, country_code=ATTACK, cues=((ATTACK, ATTACK),), taken_at=ATTACK,
    )  # fmt: skip
    text = render_map_page([row], assets=map_assets, title=ATTACK)
    attacked = PageReader(text)
    assert [tag for tag, _ in attacked.elements] == [tag for tag, _ in honest.elements]
    assert "window.pwned=1</script>" not in text
    assert attacked.texts["title"] == [ATTACK]
    assert json.loads(attacked.content_of("report-data"))["photos"][0]["reasoning"] == ATTACK


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    text=st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))
)
def test_any_text_arrives_unchanged(make_row, map_assets, text):
    page = PageReader(render_map_page([make_row(reasoning=text)], assets=map_assets, title="t"))
    assert json.loads(page.content_of("report-data"))["photos"][0]["reasoning"] == text


def test_seventy_photos_stay_below_three_megabytes(make_row, map_assets, tmp_path):
    encoded = io.BytesIO()
    # Noise is the worst case for JPEG: real thumbnails are far smaller.
    Image.effect_noise((320, 240), 60).convert("RGB").save(encoded, "JPEG", quality=85)
    rows = [make_row(thumbnail_jpeg=encoded.getvalue()) for _ in range(70)]
    out = tmp_path / "map.html"
    write_map_page(rows, out, assets=map_assets, title="Summer")
    assert out.stat().st_size < 3_000_000


def test_ten_thousand_photos_drop_pictures_and_say_so(make_row, map_assets, tmp_path):
    encoded = io.BytesIO()
    Image.new("RGB", (16, 16)).save(encoded, "JPEG")
    rows = [make_row(thumbnail_jpeg=encoded.getvalue())] * 10_000
    out = tmp_path / "map.html"
    write_map_page(rows, out, assets=map_assets, title="Many")
    report = json.loads(PageReader(out.read_text("utf-8")).content_of("report-data"))
    assert sum("thumb" in photo for photo in report["photos"]) == MAX_THUMBNAILS
    assert "2,000" in report["note"]
    assert out.stat().st_size < 15_000_000


def test_embedded_pictures_carry_no_metadata(make_row):
    photo = Image.new("RGB", (640, 480), "teal")
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    encoded = io.BytesIO()
    photo.save(encoded, "JPEG", exif=exif)
    thumb = base64.b64decode(
        photo_features([make_row(thumbnail_jpeg=encoded.getvalue())])[0]["thumb"]
    )
    assert b"secret" not in thumb
    with Image.open(io.BytesIO(thumb)) as small:
        assert max(small.size) == 288


@pytest.mark.parametrize(
    "broken", [b"not a picture", b"\xff\xd8\xff\xe0", b"GIF89a\x01\x00\x01\x00"]
)
def test_a_broken_thumbnail_is_left_out(make_row, broken):
    assert "thumb" not in photo_features([make_row(thumbnail_jpeg=broken)])[0]


@pytest.mark.parametrize("write", [write_map_page, write_html_report])
def test_missing_assets_are_explained(make_row, tmp_path, write):
    with pytest.raises(AppError) as raised:
        write([make_row()], tmp_path / "map.html", assets=tmp_path / "none", title="Summer")
    assert "make setup" in raised.value.hint
    assert not (tmp_path / "map.html").exists()


def test_equal_rows_give_equal_policies(varied_rows, map_assets):
    first, second = (
        PageReader(render_map_page(varied_rows, assets=map_assets, title="t")) for _ in range(2)
    )
    assert first.texts["script"][:-1] == second.texts["script"][:-1]


def test_html_report_shows_every_photo_and_runs_nothing(varied_rows, map_assets, tmp_path):
    out = tmp_path / "report.html"
    write_html_report(varied_rows, out, assets=map_assets, title=ATTACK)
    text = out.read_text("utf-8")
    page = PageReader(text)
    assert "script" not in [tag for tag, _ in page.elements]
    assert page.policy().startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    digest = hashlib.sha256(page.texts["style"][0].encode()).digest()
    assert base64.b64encode(digest).decode() in page.policy()
    for row in varied_rows:
        assert row.path.name in text
    assert "cannot be placed: 1" in text
    assert "within 25 km nine times in ten" in text
    assert text.count('class="dot') == sum(row.position is not None for row in varied_rows)


def test_html_report_links_to_the_photos_beside_it(make_row, map_assets, tmp_path):
    photo = tmp_path / "photos" / "a b#c?.jpg"
    out = tmp_path / "report.html"
    write_html_report([make_row(path=photo)], out, assets=map_assets, title="t")
    links = [
        attrs["href"] for tag, attrs in PageReader(out.read_text("utf-8")).elements if tag == "a"
    ]
    assert set(links) == {"./photos/a%20b%23c%3F.jpg"}
