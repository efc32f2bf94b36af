"""The scheduler of lanes, on a runtime that keeps account of the cache and speaks from a script."""

from __future__ import annotations

import dataclasses
import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.image import PATCH_PX, PixelLimits, PreparedImage
from app.contract.manifest import FileRecord, Manifest
from app.contract.prompt import CONTRACT_VERSION, QUICK_PREFILL, Prompt, PromptOrder
from app.contract.sampling import Sampling
from app.engine import intake
from app.engine.lanes import Lanes
from app.engine.llama.log import LlamaError
from app.engine.llama.shapes import Features, Placed, Row
from app.engine.protocol import Completed, Failed, Locate, Message, Started, TextPiece

END = 256
VOCABULARY = 257
MAX_TOKENS = 10
LIMITS = PixelLimits(PATCH_PX**2, 6 * PATCH_PX**2)
ANSWERS = ["ab", "c</answer>more", "", "dé", "a long-winded answer", "x", "yz"]
BLIND, BROKEN = 7, 8
"""Photos that the vision tower refuses, and that make the model compute NaN."""


@dataclasses.dataclass(eq=False)
class Cell:
    position: int
    token: int = -1
    photo: int = -1


class ScriptedRuntime:
    """Answers photo n with ANSWERS[n]; asserts whatever llama.cpp would punish."""

    cache_bytes_per_token = 100

    def __init__(self) -> None:
        self.sequences: dict[int, list[Cell]] = {}
        self.fail_next = False
        self.largest_batch = 0

    def open_context(self, *, n_ctx: int, n_batch: int, n_sequences: int) -> None:
        self.n_ctx, self.n_batch, self.n_sequences = n_ctx, n_batch, n_sequences
        self.sequences = {sequence: [] for sequence in range(n_sequences)}

    def tokenize(self, text: str) -> list[int]:
        return list(text.encode())

    def piece(self, token: int) -> bytes:
        return bytes([token])

    def is_end(self, token: int) -> bool:
        return token == END

    def decode(self, rows: Sequence[Row]) -> np.ndarray:
        assert 0 < len(rows) <= self.n_batch
        self.largest_batch = max(self.largest_batch, len(rows))
        if self.fail_next:
            self.fail_next = False
            raise LlamaError("computation failed")
        logits = []
        for row in rows:
            cells = self.sequences[row.sequence]
            assert row.position == self._next_position(row.sequence)
            cells.append(Cell(row.position, token=row.token))
            if row.wants_logits:
                logits.append(self._next_token(cells))
        self._check_room()
        return np.stack(logits) if logits else np.empty((0, VOCABULARY), np.float32)

    def decode_photos(self, photos: Sequence[Placed]) -> None:
        for placed in photos:
            assert placed.position == self._next_position(placed.sequence)
            seen = int(placed.features.embeddings[0, 0])
            end = placed.position + placed.features.span
            self.sequences[placed.sequence] += [
                Cell(end - 1, photo=seen) for _ in placed.features.embeddings
            ]
        self._check_room()

    def copy_sequence(self, source: int, target: int) -> None:
        assert not self.sequences[target]
        self.sequences[target] = list(self.sequences[source])

    def drop_sequence(self, sequence: int) -> None:
        assert sequence != 0
        self.sequences[sequence] = []

    def cells(self) -> int:
        return len({id(cell) for cells in self.sequences.values() for cell in cells})

    def _next_position(self, sequence: int) -> int:
        cells = self.sequences[sequence]
        return cells[-1].position + 1 if cells else 0

    def _check_room(self) -> None:
        if self.cells() > self.n_ctx:
            raise LlamaError("the model's working memory is full")

    def _next_token(self, cells: list[Cell]) -> np.ndarray:
        seen = next(cell.photo for cell in cells if cell.photo >= 0)
        if seen == BROKEN:
            return np.full(VOCABULARY, np.nan, np.float32)
        text = bytes(cell.token for cell in cells if cell.token >= 0)
        said = text.rpartition(b"assistant\n")[2].removeprefix(QUICK_PREFILL.encode())
        script = [*ANSWERS[seen].encode(), END]
        logits = np.zeros(VOCABULARY, np.float32)
        logits[ord(" ")] = 5
        logits[script[len(said)]] = 20
        return logits


@pytest.fixture(scope="module", autouse=True)
def impatience() -> Iterator[None]:
    """Nothing here runs in the background: waiting for it would only take time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "_PATIENCE_S", 0.0)
        yield


class ScriptedVision:
    """Sees the first byte of a photo; in the background it finishes when asked to `develop`."""

    def __init__(self, parallel: int) -> None:
        self.parallel = parallel
        self.undeveloped: deque[tuple[PreparedImage, Future[Features]]] = deque()

    def encode(self, image: PreparedImage) -> Future[Features]:
        future: Future[Features] = Future()
        self.undeveloped.append((image, future))
        if not self.parallel:
            self.develop(1)
        return future

    def develop(self, n: int) -> None:
        for _ in range(min(n, len(self.undeveloped))):
            image, future = self.undeveloped.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            if image.rgb[0] == BLIND:
                future.set_exception(LlamaError("the photo cannot be encoded"))
                continue
            columns, rows = image.width_px // PATCH_PX, image.height_px // PATCH_PX
            embeddings = np.full((columns * rows, 1), image.rgb[0], np.float32)
            offsets = np.zeros((4, columns * rows), np.int32)
            future.set_result(Features(embeddings, offsets, max(columns, rows)))


def make_manifest(max_tokens: int = MAX_TOKENS) -> Manifest:
    record = FileRecord("", 0)
    return Manifest(
        name="scripted",
        title="Scripted",
        scope="",
        licence="",
        base_model="",
        quantization="",
        contract_version=CONTRACT_VERSION,
        prompt=Prompt("S", "Q", PromptOrder.INSTRUCTION_FIRST),
        image=LIMITS,
        sampling=Sampling(max_tokens=max_tokens),
        model=record,
        mmproj=record,
    )


def make_job(
    job_id: int,
    seen: int,
    *,
    columns: int = 2,
    rows: int = 1,
    quick: bool = False,
    votes: int = 1,
    stream: bool = False,
    urgent: bool = False,
) -> Locate:
    width_px, height_px = columns * PATCH_PX, rows * PATCH_PX
    pixels = bytes([seen]) * (width_px * height_px * 3)
    return Locate(job_id, width_px, height_px, quick, votes, 0, stream, urgent, pixels)


class Bench:
    """Lanes on a scripted runtime, and what they sent."""

    def __init__(
        self,
        *,
        max_lanes: int = 3,
        budget: int = 1 << 30,
        n_batch: int = 512,
        parallel: int = 0,
    ) -> None:
        self.vision = ScriptedVision(parallel)
        self.runtime = ScriptedRuntime()
        self.sent: list[Message] = []
        self.lanes = Lanes(
            self.vision,
            self.runtime,
            make_manifest(),
            self.sent.append,
            max_lanes=max_lanes,
            cache_budget_bytes=budget,
            n_batch=n_batch,
        )
        self.cells_at_rest = self.runtime.cells()

    def run(self, *jobs: Locate, before_step: Callable[[int], None] = lambda step: None) -> None:
        for job in jobs:
            self.lanes.add(job)
        for step in range(10_000):
            if self.lanes.idle:
                break
            before_step(step)
            self.vision.develop(step % 2)
            self.lanes.step()
        assert self.lanes.idle
        assert self.runtime.cells() == self.cells_at_rest
        assert not any(self.runtime.sequences[at] for at in range(1, self.runtime.n_sequences))

    def texts(self) -> dict[int, list[str]]:
        return {
            message.job_id: [sample.text for sample in message.completion.samples]
            for message in self.sent
            if isinstance(message, Completed)
        }

    def failures(self) -> dict[int | None, str]:
        return {m.job_id: m.reason for m in self.sent if isinstance(m, Failed)}


def spoken(seen: int) -> str:
    """What a photo's script comes to: not beyond the answer's end, nor the longest completion."""
    head, found, _ = ANSWERS[seen].partition("</answer>")
    return (head + found).encode()[:MAX_TOKENS].decode()


def test_more_photos_than_lanes_are_all_answered() -> None:
    bench = Bench(max_lanes=3)
    bench.run(*(make_job(at, at % len(ANSWERS)) for at in range(20)))
    assert bench.texts() == {at: [spoken(at % len(ANSWERS))] for at in range(20)}


def test_lanes_advance_in_one_batch() -> None:
    bench = Bench(max_lanes=3)
    bench.run(*(make_job(at, 4) for at in range(3)))
    prompt = len(bench.runtime.tokenize("<|vision_end|><|im_end|>\n<|im_start|>assistant\n"))
    assert bench.runtime.largest_batch == 3 * prompt


def test_batches_stay_below_the_runtime_s_limit() -> None:
    bench = Bench(max_lanes=5, n_batch=7)
    bench.run(*(make_job(at, at % len(ANSWERS)) for at in range(12)))
    assert len(bench.texts()) == 12


def test_a_completion_cut_off_says_so() -> None:
    bench = Bench()
    bench.run(make_job(0, 4), make_job(1, 0), make_job(2, 1))
    finished = {
        m.job_id: m.completion.samples[0].finished for m in bench.sent if isinstance(m, Completed)
    }
    assert finished == {0: False, 1: True, 2: True}


def test_quick_mode_puts_words_into_the_model_s_mouth() -> None:
    bench = Bench()
    bench.run(make_job(0, 0, quick=True))
    assert bench.texts() == {0: [QUICK_PREFILL + "ab"]}


def test_tokens_carry_their_own_and_unknown_s_log_probability() -> None:
    bench = Bench()
    bench.run(make_job(0, 0))
    (sample,) = next(m for m in bench.sent if isinstance(m, Completed)).completion.samples
    total = math.log(math.exp(20) + math.exp(5) + VOCABULARY - 2)
    for token in sample.tokens:
        assert token.logprob == pytest.approx(20 - total, abs=1e-5)
        assert token.unknown_logprob == pytest.approx(5 - total, abs=1e-5)


@pytest.mark.parametrize("votes", [2, 3, 8])
def test_votes_share_the_photo(votes: int) -> None:
    bench = Bench(max_lanes=3)
    bench.run(make_job(0, 0, votes=votes, columns=3, rows=2), make_job(1, 5))
    assert bench.texts() == {0: ["ab"] * votes, 1: ["x"]}


def test_text_is_streamed_only_where_asked_for() -> None:
    bench = Bench()
    bench.run(make_job(0, 3, stream=True), make_job(1, 3), make_job(2, 0, stream=True, votes=3))
    heard: dict[int, str] = {}
    for message in bench.sent:
        if isinstance(message, TextPiece):
            heard[message.job_id] = heard.get(message.job_id, "") + message.text
    assert heard == {0: "dé", 2: "ab"}


@pytest.mark.parametrize("parallel", [0, 1])
def test_an_urgent_photo_passes_those_that_wait(parallel: int) -> None:
    bench = Bench(max_lanes=1, parallel=parallel)
    bench.run(*(make_job(at, 0) for at in range(5)), make_job(5, 1, urgent=True))
    order = [m.job_id for m in bench.sent if isinstance(m, Completed)]
    assert order == [5, 0, 1, 2, 3, 4]


def test_each_photo_is_announced_before_it_is_answered() -> None:
    bench = Bench()
    bench.run(*(make_job(at, 0) for at in range(5)))
    order = [(type(m), m.job_id) for m in bench.sent if isinstance(m, Started | Completed)]
    assert all(order.index((Started, at)) < order.index((Completed, at)) for at in range(5))


def test_a_photo_the_vision_tower_refuses_fails_alone() -> None:
    bench = Bench()
    bench.run(make_job(0, 0), make_job(1, BLIND), make_job(2, 5))
    assert bench.failures() == {1: "the photo cannot be encoded"}
    assert bench.texts() == {0: ["ab"], 2: ["x"]}


def test_a_photo_that_yields_no_numbers_fails_alone() -> None:
    bench = Bench()
    bench.run(make_job(0, 4), make_job(1, BROKEN, votes=2), make_job(2, 5))
    assert list(bench.failures()) == [1]
    assert "weights are damaged" in bench.failures()[1]
    assert bench.texts() == {0: [spoken(4)], 2: ["x"]}


def test_a_failed_computation_fails_the_photos_in_it_only() -> None:
    bench = Bench(max_lanes=2)

    def fail_once(step: int) -> None:
        bench.runtime.fail_next = step == 1

    bench.run(*(make_job(at, 4) for at in range(5)), before_step=fail_once)
    assert set(bench.failures()) == {0, 1}
    assert set(bench.texts()) == {2, 3, 4}


def test_little_memory_means_fewer_lanes() -> None:
    roomy, tight = Bench(max_lanes=8), Bench(max_lanes=8, budget=100 * 170)
    assert roomy.lanes.lanes == 8
    assert tight.lanes.lanes == 1
    tight.run(*(make_job(at, 0, votes=3) for at in range(4)))
    assert len(tight.texts()) == 4


def test_a_photo_larger_than_the_cache_is_refused() -> None:
    bench = Bench(max_lanes=1)
    bench.run(make_job(0, 0, columns=40, rows=40), make_job(1, 0))
    assert "there is room for" in bench.failures()[0]
    assert bench.texts() == {1: ["ab"]}


def test_a_photo_that_leaves_little_room_gets_a_shorter_answer() -> None:
    bench = Bench(max_lanes=1)
    suffix = len(bench.runtime.tokenize("<|vision_end|><|im_end|>\n<|im_start|>assistant\n"))
    columns = bench.runtime.n_ctx - bench.cells_at_rest - suffix - 4
    bench.run(make_job(0, 4, columns=columns))
    assert bench.texts() == {0: [ANSWERS[4][:4]]}


def test_a_tower_in_the_background_is_kept_ahead_and_photos_begin_in_groups() -> None:
    bench = Bench(max_lanes=4, parallel=2)
    for at in range(9):
        bench.lanes.add(make_job(at, 5))
    assert len(bench.vision.undeveloped) == 4
    assert len([m for m in bench.sent if isinstance(m, Started)]) == 4
    bench.vision.develop(1)
    bench.lanes.step()
    assert bench.runtime.cells() == bench.cells_at_rest  # one of a group of two: waits
    bench.vision.develop(1)
    bench.lanes.step()
    assert bench.runtime.cells() > bench.cells_at_rest
    bench.run()
    assert bench.texts() == {at: ["x"] for at in range(9)}


def test_a_photo_refused_in_the_background_fails_alone() -> None:
    bench = Bench(max_lanes=2, parallel=2)
    bench.run(make_job(0, BLIND), make_job(1, 5), make_job(2, BLIND))
    assert list(bench.failures()) == [0, 2]
    assert bench.texts() == {1: ["x"]}


def test_cancelling_frees_what_a_photo_held() -> None:
    bench = Bench(max_lanes=2)
    jobs = [make_job(at, 4, votes=1 + at % 3) for at in range(8)]

    def cancel(step: int) -> None:
        if step == 2:
            for job_id in (0, 1, 7, 99):
                bench.lanes.cancel(job_id)

    bench.run(*jobs, before_step=cancel)
    assert set(bench.texts()) == {2, 3, 4, 5, 6}
    assert not bench.failures()


@given(
    st.lists(
        st.tuples(
            st.integers(0, BROKEN),
            st.integers(1, 7),
            st.integers(1, 7),
            st.booleans(),
            st.integers(1, 6),
            st.none() | st.integers(0, 30),
        ),
        max_size=12,
    ),
    st.integers(1, 4),
    st.sampled_from([100 * 170, 100 * 260, 1 << 30]),
    st.sampled_from([0, 2]),
)
def test_every_photo_has_exactly_one_end(
    wishes: list[tuple[int, int, int, bool, int, int | None]],
    max_lanes: int,
    budget: int,
    parallel: int,
) -> None:
    bench = Bench(max_lanes=max_lanes, budget=budget, n_batch=64, parallel=parallel)
    jobs = [
        make_job(at, seen, columns=columns, rows=rows, quick=quick, votes=votes)
        for at, (seen, columns, rows, quick, votes, _) in enumerate(wishes)
    ]
    cancelled: set[int] = set()

    def cancel(step: int) -> None:
        for job_id, wish in enumerate(wishes):
            if wish[5] == step:
                cancelled.add(job_id)
                bench.lanes.cancel(job_id)

    bench.run(*jobs, before_step=cancel)
    ended = [m.job_id for m in bench.sent if isinstance(m, Completed | Failed)]
    assert len(ended) == len(set(ended))
    assert set(ended) | cancelled == set(range(len(jobs)))
