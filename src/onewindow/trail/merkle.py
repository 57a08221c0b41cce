"""A Merkle tree over SM3, leaf by leaf, in the shape of RFC 6962: no leaf counts twice, and a knot cannot pass for a leaf.

The leaves are the hashes of events, taken over texts that begin with “[”; a knot is hashed over a byte 1 and the two below it.
"""

from __future__ import annotations

from onewindow.words.canonical import sm3

EMPTY = sm3(b"")


class Tree:
    """Takes the hashes of events in order and gives their root; keeps one knot for each power of two."""

    def __init__(self) -> None:
        self.count = 0
        self._knots: list[tuple[int, bytes]] = []  # (leaves below, digest), the larger first

    def add(self, leaf: str) -> None:
        """Add a hash of 64 hex digits; raises ValueError for anything else."""
        size, digest = 1, bytes.fromhex(leaf)
        while self._knots and self._knots[-1][0] == size:
            digest = _knot(self._knots.pop()[1], digest)
            size *= 2
        self._knots.append((size, digest))
        self.count += 1

    def root(self) -> str:
        """The root as 64 hex digits; of no leaves, the SM3 of nothing."""
        if not self._knots:
            return EMPTY
        digest = self._knots[-1][1]
        for _, left in reversed(self._knots[:-1]):
            digest = _knot(left, digest)
        return digest.hex()


def _knot(left: bytes, right: bytes) -> bytes:
    return bytes.fromhex(sm3(b"\1" + left + right))
