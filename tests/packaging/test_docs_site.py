"""The documentation builds without a warning, covers the code, and loads nothing from elsewhere."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from app.library.orm import Base
from app.settings import preferences


@pytest.fixture(scope="module")
def reference(repo_root: Path) -> ModuleType:
    """packaging/build_reference.py, which is no module of a package."""
    path = repo_root / "packaging" / "build_reference.py"
    spec = importlib.util.spec_from_file_location("build_reference", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_command_and_option_is_in_the_reference(reference: ModuleType) -> None:
    page = reference.commands_page()
    for command in ("main.py locate", "main.py models get", "-m trainer grpo"):
        assert f"`python {command}`\n" in page
    for option in ("--min-confidence <float range>", "--dry-run", "--json", "--preset"):
        assert f"`{option}" in page


def test_the_reference_names_no_folder_of_this_computer(
    reference: ModuleType, repo_root: Path
) -> None:
    page = reference.commands_page()
    assert "[default: trainer/configs/sft.yaml]" in page
    assert str(repo_root) not in page


def test_every_preference_is_in_the_reference(reference: ModuleType) -> None:
    page = reference.settings_page()
    for name, about in preferences().items():
        assert f"**{about.label}** (`{name}`" in page
        assert about.tooltip in page


def test_every_table_and_column_is_in_the_reference(reference: ModuleType) -> None:
    page = reference.library_page()
    assert "writes" in Base.metadata.tables, "the tables of the journal are missing"
    for table in Base.metadata.tables.values():
        section = page.partition(f"## {table.name}\n")[2].partition("\n## ")[0]
        assert section.strip(), table.name
        for column in table.c:
            assert f"`{column.name}`" in section


@pytest.mark.parametrize(
    ("page", "written", "in_site"),
    [
        ("CONTRIBUTING.md", "trainer/LOG.md", "trainer/LOG.md"),
        ("CONTRIBUTING.md", "docs/tour.md#models", "tour.md#models"),
        ("trainer/README.md", "../docs/rewards.md", "../rewards.md"),
        ("rewards.md", "../CONTRIBUTING.md#add-a-reward", "CONTRIBUTING.md#add-a-reward"),
        ("rewards.md", "evaluation.md", "evaluation.md"),
        ("tour.md", "pictures/window.png", "pictures/window.png"),
        ("tour.md", "#models", "#models"),
        ("tour.md", "https://arxiv.org/abs/2506.14674", "https://arxiv.org/abs/2506.14674"),
    ],
)
def test_links_lead_to_the_same_text_in_repository_and_site(
    reference: ModuleType, page: str, written: str, in_site: str
) -> None:
    assert reference.links_in_site(f"see [it]({written}).", page) == f"see [it]({in_site})."


class _Loaded(HTMLParser):
    """Collects what a page has the browser load by itself; links to click on are none of it."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = dict(attrs)
        if tag == "link" and wanted.get("rel") not in ("canonical", "prev", "next", "alternate"):
            self.addresses.append(wanted.get("href") or "")
        self.addresses.append(wanted.get("src") or "")


@pytest.mark.slow
def test_the_site_builds_without_a_warning_and_loads_nothing_from_elsewhere(
    repo_root: Path, tmp_path: Path
) -> None:
    """Strict: dead links, dead anchors and pages that are in no menu are warnings."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", tmp_path],
        cwd=repo_root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert tmp_path / "reference" / "commands.html" in pages
    for page in pages:
        loaded = _Loaded()
        loaded.feed(page.read_text("utf-8"))
        outside = [one for one in loaded.addresses if re.match(r"(\w+:)?//", one)]
        assert not outside, page
    found = json.loads((tmp_path / "search" / "search_index.json").read_text("utf-8"))
    assert any("min_confidence" in entry["text"] for entry in found["docs"])
