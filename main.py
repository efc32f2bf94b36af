"""Meridian's one entry: a command, or the engine's child process."""

import sys


def main() -> int:
    """Hand over to the engine's child process or the command line."""
    if sys.argv[1:2] == ["--engine"]:
        from app.engine.server import main as serve

        return serve()
    from app.cli import main as run_command

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
