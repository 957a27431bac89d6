"""Pages of rows that are in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """One page of a list: its rows, its number from 1, and the numbers before and after it (0: none)."""

    rows: tuple[T, ...]
    number: int
    total: int
    before: int
    after: int


def sheet(rows: Sequence[T], wanted: int, size: int) -> Sheet[T]:
    """The page ``wanted`` of ``size`` rows; one that does not exist is the nearest that does."""
    last = max(1, -(-len(rows) // size))
    number = min(max(1, wanted), last)
    shown = tuple(rows[(number - 1) * size : number * size])
    return Sheet(shown, number, len(rows), number - 1, number + 1 if number < last else 0)
