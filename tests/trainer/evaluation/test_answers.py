"""The file of answers: nothing finished is lost, nothing foreign is mixed in."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from app.contract.confidence import Token
from app.engine.protocol import Completion, Sample
from app.errors import AppError
from trainer.evaluation.answers import AnswerFile

RUN = {"protocol": "csv", "model": {"sha256": {"model": "ab"}}}
TOKENS = (Token("<answer>", -0.25, -math.inf), Token("é\n", 0.0, -9.5), Token("", -math.inf, -1.0))


def _completion(*, finished: bool = True) -> Completion:
    return Completion((Sample(TOKENS, finished),), 0.5, 40)


def _failure() -> AppError:
    return AppError(title="Endpoint failed", message="It timed out.")


def test_answers_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "run" / "answers.jsonl"
    with AnswerFile(path, RUN) as answers:
        answers.add("a", _completion())
        answers.add("b", _completion(finished=False))
        answers.add_failure("c", _failure())
    with AnswerFile(path, RUN) as answers:
        assert answers.answered == {"a", "b"}
        assert answers.failed["c"].message == "It timed out."
        first, second = answers
    assert (first.key, first.tokens, first.finished, first.seconds) == ("a", TOKENS, True, 0.5)
    assert not second.finished


def test_a_later_answer_replaces_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    with AnswerFile(path, RUN) as answers:
        answers.add_failure("c", _failure())
        answers.add("c", _completion())
        assert not answers.failed
    with AnswerFile(path, RUN) as answers:
        assert answers.answered == {"c"}
        assert not answers.failed


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_line_cut_short_by_a_kill_costs_only_itself(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "answers.jsonl"
    with AnswerFile(path, RUN) as answers:
        answers.add("a", _completion())
        whole = path.stat().st_size
        answers.add("b", _completion())
    with path.open("rb+") as file:
        file.truncate(whole + cut)
    with AnswerFile(path, RUN) as answers:
        assert answers.answered == {"a"}
        answers.add("b", _completion())
        assert [answer.key for answer in answers] == ["a", "b"]


def test_a_first_line_cut_short_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"run": {"proto')
    with AnswerFile(path, RUN) as answers:
        assert not answers.answered
    with AnswerFile(path, RUN):
        pass


def test_answers_of_another_run_are_not_mixed_in(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    with AnswerFile(path, RUN) as answers:
        answers.add("a", _completion())
    content = path.read_bytes()
    with pytest.raises(AppError, match="a different model"):
        AnswerFile(path, {**RUN, "model": {"sha256": {"model": "cd"}}})
    assert path.read_bytes() == content


@pytest.mark.parametrize("line", ["nonsense", "[1, 2]", '{"tokens": []}'])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "answers.jsonl"
    with AnswerFile(path, RUN) as answers:
        answers.add("a", _completion())
    with path.open("a") as file:
        file.write(line + "\n")
    with pytest.raises(AppError, match="Line 3 of"):
        AnswerFile(path, RUN)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AppError, match="Answers not writable"):
        AnswerFile(tmp_path / "file" / "answers.jsonl", RUN)
