"""The cause tree, built once."""

from __future__ import annotations

from functools import cache

from cases.causes.domain import Cause, CauseTree
from courts.rulebook.selectors import load


@cache
def cause_tree() -> CauseTree:
    """Every cause of action and crime, found by code, name or part of a name."""
    return CauseTree(load("cases/causes", "causes", Cause))
