"""The photos of one call of `Locator.locate` that are under way.

Of photos that look alike one is asked about, and the others share its answer. Photos are compared
in the order in which they came, however long each takes to decode, so the same run over the same
photos always makes the same groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.engine.failures import EngineUnusableError
from app.engine.protocol import Completion
from app.errors import AppError
from app.library.likeness import Leader, look_of, nearest
from app.library.records import JobState, Photo, Prediction
from app.locating.decoding import Decoded, decode
from app.locating.options import Listener, LocateOptions
from app.locating.outcome import LocateOutcome, LocateStatus, outcome_of
from app.locating.questions import Follower, Question, Questions

if TYPE_CHECKING:
    from app.locating.pipeline import Locator

_DECODERS: Final = 2
_POLL_S: Final = 0.2


class Run:
    """What is under way. Used by one thread."""

    def __init__(self, locator: Locator, options: LocateOptions, listener: Listener | None) -> None:
        self._locator = locator
        self._options = options
        self._listener = listener
        self._repository = locator.repository
        self._asking = locator.asking(options)
        self._pool = ThreadPoolExecutor(_DECODERS, thread_name_prefix="decode")
        self._decoding: dict[Future[Decoded], Photo] = {}
        self._thinking: dict[Future[Completion], str] = {}
        self._questions = Questions()
        self._answered: set[str] = set()

    @property
    def in_flight(self) -> int:
        """How many pictures are being decoded or thought about."""
        return len(self._decoding) + len(self._thinking)

    def begin(self, photo: Photo) -> None:
        """Queue a photo and have it decoded."""
        self._repository.enqueue([photo.id], self._asking)
        future = self._pool.submit(decode, photo, self._locator.limits)
        self._decoding[future] = photo

    def advance(self) -> Iterator[LocateOutcome]:
        """Wait a moment for anything to finish, and yield what is thereby complete."""
        waiting: list[Future[Any]] = [*islice(self._decoding, 1), *self._thinking]
        done, _ = wait(waiting, timeout=_POLL_S, return_when=FIRST_COMPLETED)
        while self._decoding and (first := next(iter(self._decoding))).done():
            yield from self._decoded(first)
        for future in [future for future in self._thinking if future in done]:
            yield from self._completed(future)

    def cancel(self) -> None:
        """Give up what is under way; its jobs wait in the library for a later run."""
        for future in self._thinking:
            future.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)
        for question in self._questions.close_all():
            for photo in question.waiting:
                self._set_state(photo, JobState.QUEUED)

    def _decoded(self, future: Future[Decoded]) -> Iterator[LocateOutcome]:
        photo = self._decoding.pop(future)
        try:
            decoded = future.result()
        except AppError as error:
            self._set_state(photo, JobState.FAILED, error)
            yield LocateOutcome(photo, LocateStatus.FAILED, error=error)
            return
        known = self._take(photo, decoded)
        if known is not None:
            self._set_state(photo, JobState.DONE)
            yield outcome_of(photo, known)
            return
        self._set_state(photo, JobState.RUNNING)
        if self._listener:
            self._listener.began(photo)

    def _take(self, photo: Photo, decoded: Decoded) -> Prediction | None:
        """The answer a photo has or can share; without one, it waits for one from here on."""
        sha256 = decoded.sha256
        self._repository.set_sha256(photo.id, sha256)
        self._repository.store_thumbnail(photo.fingerprint, decoded.thumbnail_jpeg)
        if decoded.look is not None:
            self._repository.store_look(photo.id, decoded.look)
        # An exact duplicate shares the answer of its twin, whether stored, under way or just given.
        if sha256 in self._questions:
            self._questions[sha256].photos.append(photo)
            return None
        stored = self._stored(sha256)
        if stored is not None and will_do(stored, photo, self._options):
            return stored
        leader = self._leader(photo, decoded.look)
        if leader is None:
            self._ask(photo, decoded)
            return None
        if leader.sha256 in self._questions:
            follower = Follower(photo, sha256, since=datetime.now(UTC))
            self._questions[leader.sha256].followers.append(follower)
            return None
        answer = self._stored(leader.sha256)
        assert answer is not None  # else it would not have been found
        return self._share(answer, leader.path, Follower(photo, sha256, datetime.now(UTC)))

    def _stored(self, sha256: str) -> Prediction | None:
        """A stored answer; of those that are to be given anew, only one given in this run."""
        if self._options.again and sha256 not in self._answered:
            return None
        return self._repository.prediction(sha256, self._asking)

    def _leader(self, photo: Photo, bits: int | None) -> Leader | None:
        """The photo that looks alike and whose answer this one shares."""
        if bits is None or self._options.each or photo.is_separate:
            return None
        look = look_of(photo, bits)
        stored = [
            leader
            for leader in self._repository.leaders_like(look, self._asking)
            if not self._options.again or leader.sha256 in self._answered
        ]
        leader = nearest(look, [*stored, *self._questions.leaders()])
        # What others were told apart by must not change: the photo whose answer they have is asked.
        if leader is not None and self._repository.sharers_of(photo.path):
            return None
        return leader

    def _ask(self, photo: Photo, decoded: Decoded) -> None:
        asked_at = datetime.now(UTC)
        answer = self._locator.engine().submit(
            decoded.image,
            quick=self._options.quick,
            votes=self._options.votes,
            seed=int(decoded.sha256[:8], 16),
            urgent=self._options.urgent,
            on_text=partial(self._listener.wrote, photo) if self._listener else None,
        )
        self._thinking[answer] = decoded.sha256
        look = None
        if decoded.look is not None and not self._options.each and not photo.is_separate:
            look = look_of(photo, decoded.look)
        self._questions.open(Question(decoded.sha256, [photo], look, asked_at))

    def _completed(self, future: Future[Completion]) -> Iterator[LocateOutcome]:
        question = self._questions[self._thinking.pop(future)]
        try:
            completion = future.result()
        except EngineUnusableError:
            raise  # the fault is not theirs: `cancel` has them wait
        except AppError as error:
            self._questions.close(question.sha256)
            for photo in question.photos:
                self._set_state(photo, JobState.FAILED, error)
                yield LocateOutcome(photo, LocateStatus.FAILED, error=error)
            for follower in question.followers:
                self.begin(follower.photo)  # another of them is asked
            return
        prediction = self._locator.weigh(
            question.sha256, completion, self._options, question.asked_at
        )
        self._repository.store_prediction(prediction)
        self._answered.add(question.sha256)
        self._questions.close(question.sha256)
        self._pass_on(prediction, question)
        for photo in question.photos:
            self._set_state(photo, JobState.DONE)
            yield outcome_of(photo, prediction)
        for follower in question.followers:
            shared = self._share(prediction, question.leader, follower)
            self._set_state(follower.photo, JobState.DONE)
            yield outcome_of(follower.photo, shared)

    def _pass_on(self, answer: Prediction, question: Question) -> None:
        """Photos that have an earlier answer about the one just asked about have the new one, too.

        Also where it was asked in another way: what says "same answer" must be the same.
        """
        for path in (photo.path for photo in question.photos):
            for photo in self._repository.photos(self._repository.sharers_of(path)):
                if photo.sha256 is None:
                    continue
                latest = self._repository.latest_prediction(photo.sha256)
                if latest is not None and latest.shared_with == path:
                    self._share(answer, path, Follower(photo, photo.sha256, question.asked_at))

    def _share(self, answer: Prediction, leader: Path, follower: Follower) -> Prediction:
        """Store what the model said of one photo as the answer about one that looks alike."""
        shared = replace(
            answer, sha256=follower.sha256, shared_with=leader, created_at=follower.since
        )
        self._repository.store_prediction(shared)
        self._answered.add(follower.sha256)
        return shared

    def _set_state(self, photo: Photo, state: JobState, error: AppError | None = None) -> None:
        self._repository.set_job_state(photo.id, self._asking, state, error)


def will_do(prediction: Prediction, photo: Photo, options: LocateOptions) -> bool:
    """Whether a stored answer will do for a photo, or it is to have one of its own."""
    return prediction.shared_with is None or not (options.each or photo.is_separate)
