"""Damaged and hostile GGUF headers, made from a sound file's own."""

from __future__ import annotations

import random
import struct
from pathlib import Path

from app.contract.gguf_header import read_header

_NUMBERS = (0, 1, 2, 3, 7, 31, 32, 255, 256, 1 << 16, (1 << 31) - 1, 1 << 31, (1 << 32) - 1)
_LONG_NUMBERS = (*_NUMBERS, 1 << 32, 1 << 40, (1 << 63) - 1, 1 << 63, (1 << 64) - 1)
_FLOATS = (0.0, -1.0, 1e-30, 1e30, float("inf"), float("nan"))


class Headers:
    """The header of a file, taken apart as far as needed to damage it where it matters."""

    def __init__(self, path: Path) -> None:
        header = read_header(path)
        tensors = header.tensors.values()
        self.data_bytes = max(tensor.offset + tensor.n_bytes for tensor in tensors)
        self.size = path.stat().st_size
        self.whole = path.read_bytes()[: header.least_bytes - self.data_bytes]
        names = [*header.types, *header.tensors]
        self.places = [self.whole.index(name.encode()) + len(name.encode()) for name in names]
        """Behind every name: there the type of a value, or the dimensions of a tensor, stand."""

    def mutated(self, seed: int) -> bytes:
        """One of endlessly many; the same seed gives the same."""
        chance = random.Random(seed)
        data = bytearray(self.whole)
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            self._damage(data, chance)
        return bytes(data)

    def _damage(self, data: bytearray, chance: random.Random) -> None:
        place = chance.randrange(4, len(data) - 8)
        if chance.random() < 0.6:
            place = min(chance.choice(self.places) + chance.randrange(0, 24), len(data) - 9)
        match chance.randrange(8):
            case 0:
                data[place] ^= 1 << chance.randrange(8)
            case 1:
                data[place] = chance.randrange(256)
            case 2:
                data[place : place + 4] = struct.pack("<I", chance.choice(_NUMBERS))
            case 3:
                data[place : place + 8] = struct.pack("<Q", chance.choice(_LONG_NUMBERS))
            case 4:
                data[place : place + 4] = struct.pack("<f", chance.choice(_FLOATS))
            case 5:  # what stands elsewhere, so that it looks right
                length = chance.choice((1, 4, 8, 16))
                other = chance.randrange(4, len(data) - length)
                data[place : place + length] = data[other : other + length]
            case 6:
                for at in range(place, min(place + chance.randrange(1, 200), len(data))):
                    data[at] = chance.randrange(256)
            case _:
                number = int.from_bytes(data[place : place + 4], "little")
                number = (number + chance.choice((-256, -32, -8, -1, 1, 8, 32, 256))) % (1 << 32)
                data[place : place + 4] = struct.pack("<I", number)
