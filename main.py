"""Meridian's one entry: the window, a command, or the engine's child process."""

import sys


def main() -> int:
    """Hand over to the window (also bare), to the engine's child process or the command line."""
    command, arguments = "".join(sys.argv[1:2]), sys.argv[2:]
    if command == "--engine":
        from app.engine.server import main as serve

        return serve()
    if command in ("", "window"):
        from app.ui.application import main as show_window

        return show_window(arguments)
    from app.cli import main as run_command

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
