"""`undo`: take back what `tag` wrote."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from app.bootstrap import Meridian, open_meridian
from app.cli.options import LibraryOption
from app.cli.output import JsonOption, print_json, printable, stdout
from app.tagging.bookkeeping import note_undone


def undo_command(
    batch: Annotated[
        int | None,
        typer.Argument(help="The batch to undo; by default the latest.", show_default=False),
    ] = None,
    list_batches: Annotated[
        bool, typer.Option("--list", help="List the batches instead of undoing one.")
    ] = False,
    list_bytes: Annotated[
        bool,
        typer.Option(
            "--bytes", help="List every range of bytes that the batch changed instead of undoing."
        ),
    ] = False,
    json_lines: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take back what `tag` wrote, byte for byte.

    Every run of `tag` that wrote something is a batch. Files that changed since are left alone,
    each with a line that says so, and make the exit status 1.
    """
    with open_meridian(library) as meridian:
        if list_bytes:
            _list_bytes(meridian, batch, json_lines=json_lines)
            return 0
        if list_batches:
            _list_batches(meridian, json_lines=json_lines)
            return 0
        left_alone = 0
        counts: Counter[str] = Counter()
        for outcome in meridian.tagger.undo(batch):
            counts[outcome.action] += 1
            left_alone += outcome.action in ("left", "failed")
            note_undone(outcome, meridian.repository)
            if json_lines:
                print_json({**asdict(outcome), "path": str(outcome.path)})
            elif outcome.reason:
                stdout.print(f"{escape(printable(str(outcome.path)))}: {escape(outcome.reason)}")
    if not json_lines:
        words = {"left": "left alone"}
        done = ", ".join(f"{count} {words.get(action, action)}" for action, count in counts.items())
        stdout.print(f"Undone: {done or 'nothing'}.")
    return 1 if left_alone else 0


def _list_bytes(meridian: Meridian, batch: int | None, *, json_lines: bool) -> None:
    standing = [record.id for record in meridian.tagger.batches() if record.standing]
    for number in standing[:1] if batch is None else [batch]:
        for changed in meridian.tagger.changed_ranges(number):
            if json_lines:
                print_json({**asdict(changed), "path": str(changed.path)})
                continue
            where = f"{changed.start}-{changed.end}"
            what = f"{changed.end - changed.start} bytes in place of {changed.replaced_bytes}"
            path = escape(printable(str(changed.path)))
            stdout.print(f"{path}  {where}  {what}", highlight=False)


def _list_batches(meridian: Meridian, *, json_lines: bool) -> None:
    for batch in meridian.tagger.batches():
        if json_lines:
            print_json(
                {
                    "batch": batch.id,
                    "label": batch.label,
                    "created_at": batch.created_at.isoformat(),
                    "undone_at": batch.undone_at.isoformat() if batch.undone_at else None,
                    "standing": batch.standing,
                }
            )
            continue
        when = batch.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
        state = "undone" if batch.undone_at else f"{batch.standing} files"
        stdout.print(f"{batch.id:>4}  {when}  {escape(batch.label)}  {state}", highlight=False)
