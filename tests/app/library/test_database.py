import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect

from app.errors import AppError
from app.library.database import Database
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

    from app.library import database

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
