"""Every command that README and the documentation print is one that Meridian takes.

Blocks marked `sh` are run, page by page, in a folder that has Meridian in it, a part of the
sample album in ~/Photos, and some postcards in trip/. In all other blocks, and between backticks in
the text, commands are read as the command line would read them, but not run: they need a GPU, a
network or files of the reader.
"""

from __future__ import annotations

import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from app.cli import application
from app.ui.application import _parse as parse_window  # pyright: ignore[reportPrivateUsage]
from trainer.__main__ import trainer

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "trainer" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
)
WITH_EXAMPLES = [page for page in PAGES if "\n```sh\n" in page.read_text("utf-8")]
PARTS = ("main.py", "app", "trainer", "resources", "packaging")
PHOTOS = (
    "photographs/DSCN0010.jpg",
    "photographs/IMG_5195.jpg",
    *(f"postcards/postcard-{number:02}.jpg" for number in range(1, 7)),
)
_BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_BETWEEN_BACKTICKS = re.compile(r"(?<!`)`(python (?:main\.py|-m trainer)\b[^`]*|make \w+)`(?!`)")
_HERE_DOCUMENT = re.compile(r"<<'(\w+)'\n.*?^\1$", re.MULTILINE | re.DOTALL)
_SETTING = re.compile(r"\w+=")


def page_name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def commands(text: str) -> Iterator[list[str]]:
    """The words of every command in a text: those of its blocks, and those between backticks."""
    for _language, block in _BLOCK.findall(text):
        joined = _HERE_DOCUMENT.sub("", block).replace("\\\n", " ")
        for line in joined.splitlines():
            yield from simple_commands(line)
    for inline in _BETWEEN_BACKTICKS.findall(_BLOCK.sub("", text)):
        yield from simple_commands(inline)


def simple_commands(line: str) -> Iterator[list[str]]:
    """The words of each command of a line, without comments, redirections and settings before."""
    try:
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|;&<>")
        lexer.whitespace_split = True
        words = list(lexer)
    except ValueError:  # a block of another language, such as an apostrophe in a text
        return
    command: list[str] = []
    for word in [*words, ";"]:
        if word and set(word) <= set("|;&<>"):
            if command:
                yield command
            command = []
        elif command or not _SETTING.match(word):
            command.append(word)


def check(words: Sequence[str]) -> None:
    """Read a command as the program it calls would; programs of others are not known here."""
    if "trainer" in words and words[words.index("trainer") - 1] == "-m":  # also through accelerate
        arguments = words[words.index("trainer") + 1 :]
        read(trainer, arguments)
        check_config(arguments)
        return
    match words:
        case ["make", *targets]:
            rules = (ROOT / "Makefile").read_text("utf-8")
            for target in targets:
                assert re.search(rf"^{re.escape(target)}:", rules, re.MULTILINE), target
        case ["python", "main.py"]:
            pass
        case ["python", "main.py", "window", *rest]:
            parse_window(rest)
        case ["python", "main.py", *rest]:
            read(application, rest)
        case ["python", script, *_] if script.endswith(".py"):
            assert (ROOT / script).is_file(), script
        case ["pip", "install", *rest]:
            check_extras(rest)
        case _:
            pass


def read(commands: typer.Typer, arguments: Sequence[str]) -> None:
    """Have the command line understand ``arguments``; an option it does not know raises."""
    command = typer.main.get_command(commands)
    context, rest = None, [word for word in arguments if word != "--help"]
    while isinstance(command, TyperGroup):
        context = typer.Context(command, parent=context)
        if not rest or rest[0].isupper():
            return  # the family of commands is meant, as in "models", or any, as in "STAGE"
        name, *rest = rest
        command = command.commands[name]
    if rest:  # without arguments the command as such is meant, as in "`python main.py tag`"
        command.make_context(command.name, rest, parent=context)


def check_config(arguments: Sequence[str]) -> None:
    for option, value in itertools.pairwise(arguments):
        if option == "--config" and value != "FILE":
            assert (ROOT / value).is_file(), value


def check_extras(arguments: Sequence[str]) -> None:
    known = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for wanted in re.findall(r"\[([\w,]+)\]", " ".join(arguments)):
        assert set(wanted.split(",")) <= known["optional-dependencies"].keys(), wanted


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_command_printed_is_understood(page: Path) -> None:
    for words in commands(page.read_text("utf-8")):
        try:
            check(words)
        except (Exception, SystemExit) as error:
            pytest.fail(f"{page_name(page)}: {shlex.join(words)}: {error!r}")


@pytest.mark.parametrize(
    "line",
    [
        "python main.py locate ~/Photos --colour red",
        "python main.py relocate ~/Photos",
        "python main.py window --smaple",
        "CUDA_VISIBLE_DEVICES=0 accelerate launch -m trainer grpo --config trainer/configs/no.yaml",
        "make coffee && python main.py doctor",
        "pip install -e .[dev,traniner]",
    ],
)
def test_a_command_that_does_not_exist_is_noticed(line: str) -> None:
    with pytest.raises((Exception, SystemExit)):
        for words in simple_commands(line):
            check(words)


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder that has Meridian in it, and a reader's home beside it."""
    folder = tmp_path / "meridian"
    folder.mkdir()
    for part in PARTS:
        (folder / part).symlink_to(ROOT / part)
    for photo in PHOTOS:
        copy = tmp_path / "home" / "Photos" / photo
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / "resources" / "sample-album" / photo, copy)
    shutil.copytree(tmp_path / "home" / "Photos" / "postcards", folder / "trip")
    return folder


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=page_name)
def test_every_example_runs(page: Path, workplace: Path, starter_package: object) -> None:
    home = workplace.parent / "home"
    programs = Path(sys.executable).parent
    environment = os.environ | {
        "HOME": str(home),
        "MERIDIAN_HOME": str(home / "meridian"),
        "PATH": os.pathsep.join((str(programs), os.environ["PATH"])),
    }
    for language, block in _BLOCK.findall(page.read_text("utf-8")):
        if language != "sh":
            continue
        done = subprocess.run(
            ["bash", "-euxo", "pipefail", "-c", block],
            cwd=workplace,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
