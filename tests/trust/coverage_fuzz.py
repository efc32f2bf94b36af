"""The same targets under Atheris, the coverage-guided fuzzer for Python (pip install atheris).

    python -m tests.trust.coverage_fuzz TARGET CORPUS_FOLDER -runs=100000

Not a test and not needed for any: Atheris has wheels for Linux only. What it finds goes into
tests/trust/regressions as NAME.TARGET.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # pyright: ignore[reportMissingImports]

with atheris.instrument_imports(include=["app", "exifread"]):
    from tests.trust.fuzz_targets import TARGETS


def main() -> None:
    name, corpus = sys.argv[1], Path(sys.argv[2])
    target, make_seeds = TARGETS[name]
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(make_seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup(
        [sys.argv[0], str(corpus), "-rss_limit_mb=1024", "-timeout=20", *sys.argv[3:]], target
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
