"""Reading the source itself, for tests that compare code with data."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("courts", "cases", "assignment", "oversight", "reviews")


@dataclass(frozen=True)
class Call:
    """A call in the source: the texts its first argument may be, the keywords it gives."""

    where: str
    function: str
    texts: tuple[str, ...]
    names: frozenset[str]
    more: bool
    """Whether it also hands on a mapping (``**params``), whose keys cannot be read."""


def calls(*functions: str) -> list[Call]:
    """Every call of the named functions (bare or as an attribute) in the apps, migrations left out."""
    return [call for call in _all_calls() if call.function in functions]


@cache
def _all_calls() -> tuple[Call, ...]:
    files = [path for app in APPS for path in sorted((PROJECT / app).rglob("*.py"))]
    return tuple(
        _call(path, node)
        for path in files
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )


def _call(path: Path, node: ast.Call) -> Call:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return Call(
        where=f"{path.relative_to(PROJECT)}:{node.lineno}",
        function=name,
        texts=_texts(node.args[0]) if node.args else (),
        names=frozenset(keyword.arg for keyword in node.keywords if keyword.arg),
        more=any(keyword.arg is None for keyword in node.keywords),
    )


def _texts(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.IfExp):
        return _texts(node.body) + _texts(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    return ()
