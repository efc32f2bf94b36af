"""A damaged library on the command line: said in plain words, and put right by one command."""

from __future__ import annotations

from pathlib import Path

from tests.integration.conftest import CommandLine


def test_the_good_copy_is_named_and_put_in_place(meridian: CommandLine, repo_root: Path) -> None:
    photo = repo_root / "resources" / "sample-album" / "photographs" / "DSCN0010.jpg"
    assert meridian.run("locate", photo, "--json").status == 0
    library = meridian.library
    library.write_bytes(b"\xa5" * library.stat().st_size)
    refused = meridian.run("locate", photo, "--json")
    assert refused.status != 0
    words = " ".join((refused.stdout + refused.stderr).split())
    assert "A good copy of" in words
    assert "--restore-backup" in words
    restored = meridian.run("doctor", "--restore-backup")
    assert "is its last good copy again" in " ".join(restored.stdout.split())
    assert "(1 photos)" in " ".join(restored.stdout.split())
    assert meridian.run("locate", photo, "--json").lines[0]["status"] == "has_gps"
