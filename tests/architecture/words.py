"""Every text that pages and services show, read out of the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
APPS = ("courts", "cases", "assignment", "oversight", "reviews", "settings")
ONE = {"_", "_lazy", "gettext", "gettext_lazy", "say"}
MANY = {"ngettext", "ngettext_lazy"}
_CALL = re.compile(r"\b(n?gettext|_)\(\s*(u?(['\"])(?:\\.|(?!\3).)*\3)", re.DOTALL)


def texts() -> Iterator[tuple[str, str]]:
    """(where, msgid) of every translatable text in Python and in templates."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from ((f"{path.relative_to(ROOT)}", text) for text in _in_python(path))
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield from ((f"{path.relative_to(ROOT)}", text) for text in _in_template(path))


def _in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        first = node.args[0]
        if name in ONE | MANY and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def _in_template(path: Path) -> Iterator[str]:
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for found in _CALL.finditer(source):
        yield ast.literal_eval(found[2].removeprefix("u"))
