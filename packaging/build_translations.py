"""Compiles ``resources/translations/*.ts`` for Qt; with ``--update`` first takes up new texts.

Translators edit the .ts files, best with Qt Linguist; see CONTRIBUTING. English has a file for its
plurals only.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "resources" / "translations"
BUILT = ROOT / "resources" / "built" / "translations"
LANGUAGES = ("en", "de", "es", "zh_CN", "ar")


def build_translations(out: Path) -> None:
    """Compile every translation whose compiled file is older, or missing."""
    out.mkdir(parents=True, exist_ok=True)
    for source in sorted(SOURCES.glob("*.ts")):
        compiled = out / f"{source.stem}.qm"
        if not compiled.is_file() or compiled.stat().st_mtime < source.stat().st_mtime:
            _run("lrelease", "-silent", str(source), "-qm", str(compiled))


def update_translations(folder: Path) -> None:
    """Take the texts of the code up into the .ts files of a folder, and those that are gone out."""
    modules = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "app").rglob("*.py"))
    for language in LANGUAGES:
        target = folder / f"meridian_{language}.ts"
        _run(
            "lupdate",
            "-silent",
            "-no-obsolete",
            "-locations",
            "none",
            "-source-language",
            "en",
            "-target-language",
            language,
            *(("-pluralonly",) if language == "en" else ()),
            *modules,
            "-ts",
            str(target),
        )


def _run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools, which lie beside this Python."""
    program = shutil.which(f"pyside6-{tool}", path=str(Path(sys.executable).parent))
    if program is None:
        raise SystemExit(f"pyside6-{tool} is not installed beside {sys.executable}")
    subprocess.run([program, *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="take up new texts first")
    if parser.parse_args().update:
        SOURCES.mkdir(exist_ok=True)
        update_translations(SOURCES)
    build_translations(BUILT)
