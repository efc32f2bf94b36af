from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from app.contract.answer import render
from app.contract.confidence import Calibration, Token
from app.contract.image import PixelLimits, PreparedImage
from app.contract.manifest import FileRecord, Manifest
from app.contract.prompt import CONTRACT_VERSION, GLOBE_PROMPT
from app.contract.sampling import Sampling
from app.engine.protocol import Completion, Sample
from app.errors import AppError
from app.geo.gazetteer import Gazetteer
from app.library.database import Database
from app.library.repository import Repository
from app.locating.pipeline import Locator

MANIFEST = Manifest(
    name="toy",
    title="Toy",
    scope="",
    licence="",
    base_model="",
    quantization="F16",
    contract_version=CONTRACT_VERSION,
    prompt=GLOBE_PROMPT,
    image=PixelLimits(4 * 784, 16 * 784),
    sampling=Sampling(),
    model=FileRecord("abc", 0),
    mmproj=FileRecord("def", 0),
    calibration=Calibration((-4.0, 0.0), (0.1, 0.9), (3000.0, 8.0), 0.5),
)


class FakeEngine:
    """Answers at once with what was enqueued, or with Paris. Implements `Engine`."""

    def __init__(self) -> None:
        self.asked: list[PreparedImage] = []
        self.answers: deque[tuple[str, str] | AppError] = deque()
        self.before_answer: Callable[[], None] = lambda: None

    def enqueue(self, answer: tuple[str, str] | AppError) -> None:
        self.answers.append(answer)

    def submit(
        self,
        image: PreparedImage,
        *,
        quick: bool = False,
        votes: int = 1,
        seed: int = 0,
        urgent: bool = False,
        on_text: Callable[[str], None] | None = None,
    ) -> Future[Completion]:
        self.before_answer()
        self.asked.append(image)
        answer = self.answers.popleft() if self.answers else ("France", "Paris")
        future: Future[Completion] = Future()
        if isinstance(answer, AppError):
            future.set_exception(answer)
            return future
        head, country, tail = render("Flag: blue, white and red.", *answer).partition("country:")
        tokens = (Token(head, 0.0, -9.0), Token(country, 0.0, -9.0), Token(tail, -0.1, -9.0))
        future.set_result(Completion((Sample(tokens, finished=True),) * votes, 0.25, image.tokens))
        return future

    def close(self) -> None:
        pass


@pytest.fixture
def manifest() -> Manifest:
    return MANIFEST


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    database = Database(tmp_path / "library.sqlite")
    yield Repository(database)
    database.close()


@pytest.fixture
def locator(repository: Repository, gazetteer: Gazetteer, engine: FakeEngine) -> Locator:
    return Locator(repository, gazetteer, MANIFEST, start_engine=lambda: engine)
