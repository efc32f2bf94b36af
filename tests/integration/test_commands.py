from pathlib import Path

import pytest

from tests.integration.conftest import CommandLine

pytestmark = pytest.mark.model


def test_place_answers_each_argument(meridian: CommandLine) -> None:
    lines = meridian.run("place", "Paris, Texas", "Unknown", "--json").lines
    assert lines[0]["match"]["admin1"] == "Texas"
    assert set(lines[0]["match"]) == {
        "name",
        "level",
        "lat",
        "lon",
        "country_code",
        "admin1",
        "geonames_id",
    }
    assert lines[1] == {"query": "Unknown", "match": None, "ambiguous": []}


def test_place_reads_lines_from_standard_input(meridian: CommandLine) -> None:
    done = meridian.run("place", "-", "--json", stdin="Kyoto, Japan\n\nMünchen\n")
    assert [line["match"] and line["match"]["name"] for line in done.lines] == [
        "Kyoto",
        None,
        "Munich",
    ]


def test_models_are_listed_and_verified(meridian: CommandLine) -> None:
    (starter,) = meridian.run("models", "list", "--json").lines
    assert starter["name"] == "starter"
    assert starter["built_in"] is True
    assert starter["scope"]
    assert meridian.run("models", "verify", "starter").status == 0
    refused = meridian.run("models", "remove", "starter")
    assert refused.status == 1
    assert "ships with Meridian" in refused.stderr


def test_doctor_finds_everything_in_order(meridian: CommandLine) -> None:
    done = meridian.run("doctor")
    assert done.status == 0, done.stdout
    assert "wrong" not in done.stdout


def test_every_report_holds_every_located_photo(
    meridian: CommandLine, album: Path, tmp_path: Path
) -> None:
    lines = meridian.run("locate", album, "--json").lines
    located = [line for line in lines if line["status"] == "located"]
    for report_format in ("html", "csv", "geojson", "gpx", "kml"):
        out = tmp_path / f"report.{report_format}"
        done = meridian.run("report", "--format", report_format, "-o", out)
        assert done.status == 0, done.stderr
        text = out.read_text("utf-8")
        assert all(Path(line["path"]).name in text for line in located), report_format


def test_library_benchmark_prints_its_figures(meridian: CommandLine) -> None:
    (figures,) = meridian.run("bench", "library", "--photos", "1", "--json").lines
    assert {"scan_per_s", "rescan_per_s", "thumbnails_per_s"} <= set(figures)
    assert figures["rescan_per_s"] > figures["scan_per_s"]


def test_every_command_and_option_is_documented() -> None:
    import typer

    from app.cli import application

    def commands(group):
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from commands(command)
            else:
                yield name, command

    for name, command in commands(typer.main.get_command(application)):
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", ""), f"{name} {parameter.name}"
