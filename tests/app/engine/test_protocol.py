"""Messages survive the pipe, and nonsense on it is told apart from its end."""

from __future__ import annotations

import io
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.confidence import Token
from app.engine.protocol import (
    Alive,
    Cancel,
    Completed,
    Completion,
    Failed,
    Load,
    Locate,
    Message,
    ProtocolError,
    Ready,
    Sample,
    Started,
    TextPiece,
    Unload,
    encode,
    read_message,
)

ids = st.integers(0, 2**53)
counts = st.integers(1, 4096)
words = st.text(max_size=30)
flags = st.booleans()
logprobs = st.floats(max_value=0, allow_nan=False)
tokens = st.builds(Token, words, logprobs, logprobs)
samples = st.builds(Sample, st.lists(tokens, max_size=5).map(tuple), st.booleans())
completions = st.builds(
    Completion, st.lists(samples, max_size=3).map(tuple), st.floats(0, 1e6), counts
)
messages = st.one_of(
    st.builds(Load, words, counts, counts),
    st.builds(Locate, ids, counts, counts, flags, counts, ids, flags, flags, st.binary()),
    st.builds(Cancel, ids),
    st.just(Unload()),
    st.builds(Ready, counts, counts),
    st.builds(Started, ids),
    st.just(Alive()),
    st.builds(TextPiece, ids, words),
    st.builds(Completed, ids, completions),
    st.builds(Failed, st.none() | ids, words),
)


@given(st.lists(messages, max_size=4))
def test_messages_come_out_as_they_went_in(sent: list[Message]) -> None:
    pipe = io.BytesIO(b"".join(encode(message) for message in sent))
    received = [read_message(pipe) for _ in sent]
    assert received == sent
    assert read_message(pipe) is None


@given(messages, st.data())
def test_a_frame_cut_short_is_the_end(message: Message, data: st.DataObject) -> None:
    frame = encode(message)
    cut = data.draw(st.integers(0, len(frame) - 1))
    assert read_message(io.BytesIO(frame[:cut])) is None


@given(st.binary(min_size=1))
def test_nonsense_is_refused_not_obeyed(body: bytes) -> None:
    frame = struct.pack(">II", len(body), 0) + body
    with pytest.raises(ProtocolError):
        read_message(io.BytesIO(frame))


@pytest.mark.parametrize(
    "body",
    [b"[]", b"null", b'{"type": "Reboot"}', b'{"type": "Cancel"}', b'{"type": "Cancel", "x": 1}'],
)
def test_json_that_is_no_message_is_refused(body: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_message(io.BytesIO(struct.pack(">II", len(body), 0) + body))


def test_a_frame_beyond_all_measure_is_refused_unread() -> None:
    with pytest.raises(ProtocolError, match="4294967295"):
        read_message(io.BytesIO(struct.pack(">II", 2**32 - 1, 0)))


def test_a_slow_pipe_is_read_to_the_end_of_the_frame() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(3, size or 0))

    sent = Locate(
        1, 28, 28, quick=True, votes=1, seed=0, stream=False, urgent=False, rgb=b"pixels" * 9
    )
    assert read_message(Slow(encode(sent))) == sent


def test_the_sure_token_of_quick_mode_survives() -> None:
    token = Token("<think></think><answer>", 0.0, -math.inf)
    sent = Completed(0, Completion((Sample((token,), finished=False),), 0.5, 36))
    assert read_message(io.BytesIO(encode(sent))) == sent


def test_the_text_of_a_sample_is_that_of_its_tokens() -> None:
    assert Sample((Token("a", 0, 0), Token("", 0, 0), Token("b", 0, 0)), finished=True).text == "ab"
