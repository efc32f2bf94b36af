import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, inspect

from app.errors import AppError
from app.library import backup, database
from app.library.database import Database
from app.library.journal import JournalRepository, WriteKind
from app.library.orm import Base


def test_migrations_make_the_schema_the_code_expects(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    import app.library.journal  # noqa: F401  its tables belong to the schema

    Database(tmp_path / "a.sqlite").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert "photos" in inspect(engine).get_table_names()
    engine.dispose()


def test_the_schema_version_is_the_newest_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == database.SCHEMA_VERSION


def test_opening_again_keeps_everything(tmp_path: Path) -> None:
    path = tmp_path / "folder with % and ünïcode" / "a.sqlite"
    Database(path).close()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    Database(path).close()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'mine'").fetchone()
    connection.close()


def test_a_file_of_another_kind_is_no_library(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 500)
    with pytest.raises(AppError, match="Not a Meridian library"):
        Database(path)
    assert path.read_text() == "Dear diary, " * 500


def test_a_read_only_library_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Database(path).close()
    # Root may write anything; so the child becomes nobody once all modules are loaded.
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from app.library.database import Database\n"
        "from app.errors import AppError\n"
        "Database(Path(sys.argv[2])).close()\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "try:\n"
        "    Database(Path(sys.argv[1]))\n"
        "except AppError as error:\n"
        "    print(error.title)\n"
    )
    path.chmod(0o444)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(0o555 if folder == tmp_path else folder.stat().st_mode | 0o555)
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(tmp_path / "b.sqlite")],
        capture_output=True,
        text=True,
        check=False,
    )
    tmp_path.chmod(0o755)
    assert done.stdout.strip() == "Library cannot be written", done.stderr


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AppError, match="Library cannot be created"):
        Database(tmp_path / "file" / "a.sqlite")


def old_library(path: Path) -> None:
    """A library as the first version of Meridian made it, with a photo in it."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO photos (path, size_bytes, mtime_ns, fingerprint, added_at) "
            "VALUES ('/photos/a.jpg', 1, 1, 'a', '2026-01-01 00:00:00')"
        )
    engine.dispose()


def test_before_an_update_a_copy_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    old_library(path)
    Database(path).close()
    with sqlite3.connect(tmp_path / "a.sqlite.before-update") as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert copy.execute("SELECT path FROM photos").fetchone() == ("/photos/a.jpg",)
    copy.close()


def test_writes_of_the_first_version_can_still_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    old_library(path)
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO write_batches VALUES (1, 'tag', '2026-01-01', NULL)")
        connection.execute(
            "INSERT INTO writes VALUES (1, 1, '/photos/a.jpg', 'jpeg', 'done', 'a', 'b', 1, x'00', "
            "'.temp', 1.0, 2.0, NULL, 'user', '2026-01-01')"
        )
    connection.close()
    updated = Database(path)
    assert JournalRepository(updated).write(1).intent.kind is WriteKind.PHOTO
    updated.close()


def test_without_room_for_the_copy_nothing_is_updated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.sqlite"
    old_library(path)
    before = path.read_bytes()

    def no_room(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_sync", no_room)
    with pytest.raises(AppError, match="No space left on device"):
        Database(path)
    assert sqlite_content(path) == sqlite_content(path, before)


def sqlite_content(path: Path, content: bytes | None = None) -> list[str]:
    if content is not None:
        path = path.with_suffix(".before")
        path.write_bytes(content)
    connection = sqlite3.connect(path)
    dump = list(connection.iterdump())
    connection.close()
    return dump


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_killed_at_any_statement_of_an_update_it_is_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    old_library(path)
    old = path.read_bytes()
    at = 0
    status = -signal.SIGKILL
    while status == -signal.SIGKILL:
        at += 1
        for left in tmp_path.glob("a.sqlite*"):
            left.unlink()
        path.write_bytes(old)
        status = killed_at_statement(path, at)
        Database(path).close()
        connection = sqlite3.connect(path)
        assert connection.execute("SELECT path FROM photos").fetchall() == [("/photos/a.jpg",)]
        connection.close()
    assert at > 10


def killed_at_statement(path: Path, at: int) -> int:
    """Open a library in a child that dies before its statement number ``at``."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    seen = 0

    def count(*_event: object) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    Database(path)
    os._exit(0)


def test_a_library_of_a_newer_meridian_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Database(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(AppError, match="newer Meridian") as raised:
        Database(path)
    assert "9999" in raised.value.message
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (address)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(AppError, match="Not a Meridian library"):
        Database(path)
    assert path.read_bytes() == before


def test_what_a_killed_process_left_damaged_is_found_on_opening(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    child = os.fork()
    if child == 0:
        with Database(path).session() as session:
            session.connection().exec_driver_sql(
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3000) "
                "INSERT INTO photos (path, size_bytes, mtime_ns, fingerprint, added_at) "
                "SELECT '/photos/' || x, 1, 1, x, '2026-01-01 00:00:00' FROM n"
            )
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    log = path.with_name("a.sqlite-wal")
    sqlite3.connect(path).execute("PRAGMA wal_checkpoint").connection.close()
    log.touch()
    content = bytearray(path.read_bytes())
    content[80_000:120_000] = b"\xa5" * 40_000
    path.write_bytes(content)
    with pytest.raises(AppError, match="damaged"):
        Database(path)
