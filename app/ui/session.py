"""What the window knows of the library, and everything it can ask for, without ever waiting.

Methods return at once; the work is done on worker threads and comes back as signals, which are
always emitted on the GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class LibrarySession(QObject):
    """One open library, from the window's side."""

    photos_changed = Signal(list)
    """``list[PhotoSummary]``: photos added, or whose row looks different now."""
    photos_removed = Signal(list)
    """``list[int]``: ids that are gone from the library."""
    scan_progress = Signal(object)
    """`ScanStatus`: how far the search for photos has come."""
    queue_changed = Signal(object)
    """`app.locating.background.QueueStatus`: engine, what waits, pace and time left."""
    text_streamed = Signal(int, str)
    """Photo id and the next words the model writes about it."""
    text_restarted = Signal(int)
    """Photo id: the model begins to write about it (anew)."""
    detail_ready = Signal(object)
    """`app.ui.detail.photo_detail.PhotoDetail`, the answer to `request_detail`."""
    plan_ready = Signal(object)
    """``list[app.tagging.proposal.Proposal]``, the answer to `plan`."""
    write_progress = Signal(object, int, int)
    """`TagOutcome` of the photo just done, how many are done, how many there are."""
    write_finished = Signal(object)
    """``list[TagOutcome]``: a write has ended, complete or stopped."""
    undo_finished = Signal(int, object)
    """Batch and ``list[UndoOutcome]``: a batch was taken back as far as possible."""
    history_ready = Signal(object)
    """``list[BatchRecord]``, the latest first."""
    notice = Signal(str)
    """One sentence worth knowing that needs no answer."""
    problem = Signal(object)
    """`AppError`: something the user can do something about."""
