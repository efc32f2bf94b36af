"""MkDocs hooks: the pages that are made of the code, and the repository's own texts, in one site.

Commands come from the typer applications, settings from their declarations, the library from its
tables. Texts that lie outside docs/ keep their path of the repository in the site; links work in
both places.
"""

from __future__ import annotations

import json
import posixpath
import re
import sys
from collections.abc import Iterable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, Final

import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from sqlalchemy import Column, Table
from sqlalchemy.dialects import sqlite
from typer.cli import get_docs_for_click

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import app.library.journal  # noqa: E402, F401  its tables belong to the library
from app.cli import application  # noqa: E402
from app.library.orm import Base  # noqa: E402
from app.settings import Kind, Preference, Settings, preferences  # noqa: E402
from trainer.__main__ import trainer  # noqa: E402

OUTSIDE: Final = (
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "resources/icons/meridian.svg",
    "resources/sample-album/ATTRIBUTION.md",
    "trainer/LOG.md",
    "trainer/README.md",
)
"""What the site shows as it is of what lies outside docs/."""

_DOCS: Final = "docs/"
_LINK: Final = re.compile(r"(?<=\]\()(?!\w+:)([^)#\s]+)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and the repository's texts to the site."""
    pages = {
        "reference/commands.md": commands_page(),
        "reference/settings.md": settings_page(),
        "reference/library.md": library_page(),
    }
    for name, content in pages.items():
        files.append(File.generated(config, name, content=content))
    for name in OUTSIDE:
        files.append(File.generated(config, name, abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Have the links between texts of the repository lead to their pages of the site."""
    return links_in_site(markdown, page.file.src_uri)


def links_in_site(markdown: str, page: str) -> str:
    """``markdown`` with its relative links as they are in the site.

    ``page`` is the text's path in the site: that of the repository, without ``docs/``.
    """
    here = posixpath.dirname(page)
    folder = here if page in OUTSIDE else posixpath.join(_DOCS, here)

    def in_site(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, found.group(1)))
        return posixpath.relpath(target.removeprefix(_DOCS), here or ".")

    return _LINK.sub(in_site, markdown)


def commands_page() -> str:
    """Every command of the app and of the trainer, with its options."""
    return "\n\n".join(
        (
            "# Commands",
            "`python main.py` without a command opens the window; `python main.py window` does so "
            "too, and takes photos and folders to add, `--library FILE`, `--model NAME`, and "
            "`--sample` for the sample album. Every command explains itself with `--help`.",
            "Exit status: 0 done, 1 some photos failed or were left alone, 2 wrong usage, "
            "130 stopped with Ctrl-C.",
            _typer_docs(application, "python main.py"),
            _typer_docs(trainer, "python -m trainer"),
        )
    )


def _typer_docs(commands: typer.Typer, name: str) -> str:
    command = typer.main.get_command(commands)
    context = typer.Context(command)
    text = get_docs_for_click(obj=command, ctx=context, name=name, indent=1)
    return text.replace(f"{ROOT}/", "").strip()


def settings_page() -> str:
    """Every preference, as its declaration has it."""
    defaults = {item.name: item.default for item in fields(Settings) if item.default is not MISSING}
    parts = [
        "# Settings",
        "The window's preferences (Ctrl+,) are kept in `settings.json` in your user folder, which "
        "is the folder that the environment variable `MERIDIAN_HOME` names, if it is set. Damaged "
        "or unknown entries count as not there.",
    ]
    section = ""
    for name, about in preferences().items():
        if about.section != section:
            section = about.section
            parts.append(f"## {section}")
        parts.append(
            f"**{about.label}** (`{name}`, by default {_shown(about, defaults[name])})  \n"
            f"{about.tooltip}{_choices(about)}"
        )
    return "\n\n".join(parts)


def _shown(about: Preference, value: Any) -> str:
    if value in about.choices:
        return about.choices[value]
    if about.kind is Kind.SHARE:
        return f"{value:.0%}"
    if isinstance(value, bool):
        return "on" if value else "off"
    return "built in" if about.kind is Kind.MAP else "none"


def _choices(about: Preference) -> str:
    words = ", ".join(f"{shown} (`{json.dumps(value)}`)" for value, shown in about.choices.items())
    return f" One of: {words}." if words else ""


def library_page() -> str:
    """Every table of the library, with its columns."""
    captions = {
        mapper.local_table.name: mapper.class_.__doc__ or ""
        for mapper in Base.registry.mappers
        if isinstance(mapper.local_table, Table)
    }
    parts = [
        "# The library file",
        "A library is one SQLite file. Read it with any program that reads SQLite; leave the "
        "writing to Meridian. Paths that are not valid UTF-8 are stored as their bytes, times in "
        "UTC. The tables are brought up to date when a newer Meridian opens the file, after a copy "
        "is put beside it.",
    ]
    for table in sorted(Base.metadata.tables.values(), key=lambda table: table.name):
        parts.append(f"## {table.name}")
        parts.append(captions[table.name])
        rows = (
            f"| `{column.name}` | {_type(column)} | {'; '.join(_roles(column))} |"
            for column in table.c
        )
        parts.append("\n".join(("| column | type | |", "|---|---|---|", *rows)))
    return "\n\n".join(parts)


def _type(column: Column[Any]) -> str:
    name = column.type.compile(dialect=sqlite.dialect()).lower()
    return f"{name}, may be null" if column.nullable else name


def _roles(column: Column[Any]) -> Iterable[str]:
    if column.primary_key:
        yield "key"
    for key in column.foreign_keys:
        yield f"of [{key.column.table.name}](#{key.column.table.name})"
