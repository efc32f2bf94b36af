"""Continuous batching: many photos and votes advance together, one token each per computation.

Sequence 0 of the cache holds the text before the image, computed once. Each photo gets a sequence
that shares it, its own image and the text after it; each vote shares all of that. A lane is one
sample being written; when it ends, the next vote or photo takes its place.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from app.contract.image import PATCH_PX
from app.contract.manifest import Manifest
from app.contract.prompt import VISION_END, VISION_START
from app.engine.intake import Intake, Seen
from app.engine.llama.log import LlamaError
from app.engine.llama.shapes import Floats, Placed, Row
from app.engine.protocol import (
    Alive,
    Completed,
    Completion,
    Failed,
    Locate,
    Message,
    Sample,
    Started,
    TextPiece,
)
from app.engine.runtime import Reader, Writer
from app.engine.sampling import Transcript, draw, log_totals

_PREFIX: Final = 0
_ALIVE_EVERY_S: Final = 0.2
_CACHE_STEP: Final = 256  # llama.cpp rounds the cache up to this


@dataclass(slots=True, eq=False)
class _Photo:
    """A photo in the cache, until all its samples are written."""

    job: Locate
    sequence: int
    prompt: list[int]
    position: int
    max_tokens: int
    reserved: int
    """Cells of the cache set aside for the photo and the samples begun, or the first to begin."""
    started_s: float
    image_tokens: int
    logits: Floats | None = None
    """Of the first generated token, (vocabulary,); None until the prompt is computed."""
    votes_begun: int = 0
    samples: dict[int, Sample] = field(default_factory=dict[int, Sample])


@dataclass(slots=True, eq=False)
class _Lane:
    """One sample being written."""

    photo: _Photo
    vote: int
    sequence: int
    position: int
    random: np.random.Generator
    transcript: Transcript
    pending: int = -1
    """The token chosen last, not yet in the cache."""


class Lanes:
    """Runs jobs on a loaded model. One thread owns it; `step` advances everything by one token."""

    def __init__(
        self,
        vision: Reader,
        llama: Writer,
        manifest: Manifest,
        emit: Callable[[Message], None],
        *,
        max_lanes: int,
        cache_budget_bytes: int,
        n_batch: int = 512,
    ) -> None:
        """Size the cache and compute the prompt's fixed beginning.

        The cache gets room for ``max_lanes`` of the largest photos with the longest answers, or for
        as many as ``cache_budget_bytes`` allows, at least one.

        Raises:
            LlamaError: The cache cannot be reserved.
        """
        self._llama = llama
        self._emit_message = emit
        self._sampling = manifest.sampling
        prefix = llama.tokenize(manifest.prompt.before_image() + VISION_START)
        self._suffixes = {
            quick: llama.tokenize(VISION_END + manifest.prompt.after_image(quick=quick))
            for quick in (False, True)
        }
        self._unknown = llama.tokenize(" unknown")[0]
        largest = manifest.image.max_pixels // PATCH_PX**2
        lane_cells = largest + len(self._suffixes[True]) + manifest.sampling.max_tokens
        affordable = cache_budget_bytes // llama.cache_bytes_per_token - len(prefix)
        self.lanes = max(1, min(max_lanes, affordable // lane_cells))
        needed = len(prefix) + self.lanes * lane_cells
        self.n_ctx = -(-needed // _CACHE_STEP) * _CACHE_STEP
        self._n_batch = n_batch
        self._n_prefix = len(prefix)
        self._free_cells = self.n_ctx - len(prefix)
        n_sequences = 1 + 2 * self.lanes
        llama.open_context(n_ctx=self.n_ctx, n_batch=n_batch, n_sequences=n_sequences)
        self._free_sequences = list(range(n_sequences - 1, _PREFIX, -1))
        self._intake = Intake(vision, lambda job_id: self._emit(Started(job_id)), ahead=self.lanes)
        # A background tower delivers one by one: to begin in groups fills the computations better.
        self._group = max(1, self.lanes // 2) if vision.parallel else 1
        self._photos: list[_Photo] = []
        self._running: list[_Lane] = []
        self._last_message_s = time.monotonic()
        self._compute(
            [Row(token, at, _PREFIX, wants_logits=False) for at, token in enumerate(prefix)]
        )

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do."""
        return not self._intake and not self._photos

    def add(self, job: Locate) -> None:
        """Queue a photo; one that can never fit fails here."""
        cells, room = self._photo_cells(job), self.n_ctx - self._n_prefix
        if cells >= room:
            reason = f"the photo takes {cells} tokens, there is room for {room - 1}"
            self._emit(Failed(job.job_id, reason))
            return
        self._intake.add(job)

    def cancel(self, job_id: int) -> None:
        """Drop a photo wherever it is; unknown ones are ignored, they were just finished."""
        self._intake.cancel(job_id)
        for photo in [photo for photo in self._photos if photo.job.job_id == job_id]:
            self._drop(photo)

    def step(self) -> None:
        """Take in photos while lanes are free, then write one token in every lane.

        A failure of llama.cpp fails the photos that were being looked at, not the others.
        """
        try:
            self._begin_votes()
            self._admit()
            if not self._advance():
                self._intake.wait()
        except LlamaError as error:
            for photo in list(self._photos):
                self._fail(photo, str(error))

    # --- taking photos in -----------------------------------------------------------------------

    def _admit(self) -> None:
        if not self._intake.ready(self._group):
            return
        placed: list[Placed] = []
        while (
            self._intake
            and self._intake.ready(1)
            and len(self._running) + self._waiting_votes() < self.lanes
        ):
            max_tokens = self._answer_budget(self._intake.first())
            if max_tokens is None:
                break
            job_id = self._intake.first().job_id
            try:
                placed.append(self._place(self._intake.take(), max_tokens))
            except LlamaError as error:
                self._emit(Failed(job_id, str(error)))  # concerns this photo only
            self._alive()
        if placed:
            self._llama.decode_photos(placed)
            self._alive()

    def _waiting_votes(self) -> int:
        return sum(photo.job.votes - photo.votes_begun for photo in self._photos)

    def _answer_budget(self, job: Locate) -> int | None:
        """Tokens a sample of this photo may have; None: it must wait for room."""
        room = self._free_cells - self._photo_cells(job)
        if room >= self._sampling.max_tokens:
            return self._sampling.max_tokens
        return None if self._photos else room

    def _photo_cells(self, job: Locate) -> int:
        image_tokens = job.width_px * job.height_px // PATCH_PX**2
        return image_tokens + len(self._suffixes[job.quick])

    def _place(self, seen: Seen, max_tokens: int) -> Placed:
        sequence = self._free_sequences.pop()
        self._llama.copy_sequence(_PREFIX, sequence)
        photo = _Photo(
            job=seen.job,
            sequence=sequence,
            prompt=self._suffixes[seen.job.quick],
            position=self._n_prefix + seen.features.span,
            max_tokens=max_tokens,
            reserved=0,
            started_s=seen.started_s,
            image_tokens=len(seen.features.embeddings),
        )
        self._reserve(photo, self._photo_cells(seen.job) + max_tokens)
        self._photos.append(photo)
        return Placed(seen.features, self._n_prefix, sequence)

    def _begin_votes(self) -> None:
        """Give free lanes to photos that still owe votes."""
        for photo in list(self._photos):
            logits = photo.logits
            while (
                logits is not None
                and photo.votes_begun < photo.job.votes
                and len(self._running) < self.lanes
            ):
                if photo.votes_begun:  # room for the first was set aside on admission
                    if photo.max_tokens > self._free_cells:
                        return
                    self._reserve(photo, photo.max_tokens)
                self._write([self._begin_vote(photo)], logits[np.newaxis])

    def _begin_vote(self, photo: _Photo) -> _Lane:
        vote = photo.votes_begun
        photo.votes_begun += 1
        sequence = photo.sequence
        if photo.votes_begun < photo.job.votes:
            sequence = self._free_sequences.pop()
            self._llama.copy_sequence(photo.sequence, sequence)
        else:
            photo.sequence = -1  # the last vote takes it over
        lane = _Lane(
            photo=photo,
            vote=vote,
            sequence=sequence,
            position=photo.position,
            random=np.random.default_rng([photo.job.seed, vote]),
            transcript=Transcript(quick=photo.job.quick),
        )
        self._running.append(lane)
        return lane

    # --- writing --------------------------------------------------------------------------------

    def _advance(self) -> bool:
        """Compute the pending token of every lane and the prompts of new photos together.

        False where there is nothing to compute.
        """
        lanes = list(self._running)
        rows = [
            Row(lane.pending, lane.position, lane.sequence, wants_logits=True) for lane in lanes
        ]
        new = [photo for photo in self._photos if photo.logits is None]
        for photo in new:
            last = len(photo.prompt) - 1
            rows += [
                Row(token, photo.position + at, photo.sequence, at == last)
                for at, token in enumerate(photo.prompt)
            ]
            photo.position += len(photo.prompt)
        if not rows:
            return False
        logits = self._compute(rows)
        for lane in lanes:
            lane.position += 1
        for photo, row in zip(new, logits[len(lanes) :], strict=True):
            photo.logits = row.copy()
        self._write(lanes, logits[: len(lanes)])
        self._begin_votes()
        return True

    def _compute(self, rows: list[Row]) -> Floats:
        parts: list[Floats] = []
        for start in range(0, len(rows), self._n_batch):
            logits = self._llama.decode(rows[start : start + self._n_batch])
            parts.append(logits if len(rows) <= self._n_batch else logits.copy())
            self._alive()
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _write(self, lanes: Sequence[_Lane], logits: Floats) -> None:
        """Choose the next token of each lane from its row of logits (lanes, vocabulary)."""
        if not lanes:
            return
        totals = log_totals(logits)
        greedy = logits.argmax(axis=1)
        for index, lane in enumerate(lanes):
            row, total = logits[index], float(totals[index])
            if not math.isfinite(total):
                self._fail(lane.photo, "the model computes no numbers; its weights are damaged")
                continue
            votes = lane.photo.job.votes
            token = int(greedy[index]) if votes == 1 else draw(row, self._sampling, lane.random)
            if self._llama.is_end(token):
                self._finish(lane, finished=True)
                continue
            transcript = lane.transcript
            text = transcript.add(
                self._llama.piece(token),
                float(row[token]) - total,
                float(row[self._unknown]) - total,
            )
            lane.pending = token
            self._stream(lane, text)
            if transcript.complete:
                self._finish(lane, finished=True)
            elif transcript.written >= lane.photo.max_tokens:
                self._finish(lane, finished=False)

    def _stream(self, lane: _Lane, text: str) -> None:
        if lane.photo.job.stream and lane.vote == 0 and text:
            self._emit(TextPiece(lane.photo.job.job_id, text))

    def _finish(self, lane: _Lane, *, finished: bool) -> None:
        self._stream(lane, lane.transcript.end())
        photo = lane.photo
        photo.samples[lane.vote] = Sample(tuple(lane.transcript.tokens), finished)
        self._running.remove(lane)
        self._free(lane.sequence)
        self._reserve(photo, -photo.max_tokens)
        if len(photo.samples) == photo.job.votes:
            self._photos.remove(photo)
            self._reserve(photo, -photo.reserved)
            completion = Completion(
                samples=tuple(photo.samples[vote] for vote in range(photo.job.votes)),
                seconds=time.monotonic() - photo.started_s,
                image_tokens=photo.image_tokens,
            )
            self._emit(Completed(photo.job.job_id, completion))

    # --- bookkeeping ----------------------------------------------------------------------------

    def _fail(self, photo: _Photo, reason: str) -> None:
        if photo in self._photos:  # another of its votes may have failed before
            self._emit(Failed(photo.job.job_id, reason))
            self._drop(photo)

    def _drop(self, photo: _Photo) -> None:
        for lane in [lane for lane in self._running if lane.photo is photo]:
            self._running.remove(lane)
            self._free(lane.sequence)
        if photo.sequence >= 0:
            self._free(photo.sequence)
        self._reserve(photo, -photo.reserved)
        photo.votes_begun = photo.job.votes  # owes nothing any more
        self._photos.remove(photo)

    def _reserve(self, photo: _Photo, cells: int) -> None:
        photo.reserved += cells
        self._free_cells -= cells

    def _free(self, sequence: int) -> None:
        self._llama.drop_sequence(sequence)
        self._free_sequences.append(sequence)

    def _emit(self, message: Message) -> None:
        self._last_message_s = time.monotonic()
        self._emit_message(message)

    def _alive(self) -> None:
        if time.monotonic() - self._last_message_s > _ALIVE_EVERY_S:
            self._emit(Alive())
