"""Every text that pages and services show, read out of the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
APPS = ("courts", "cases", "assignment", "oversight", "reviews", "settings")
ONE = {"_", "_lazy", "gettext", "gettext_lazy", "say"}
MANY = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
_LITERAL = r"u?(['\"])((?:\\.|(?!\{n}).)*)\{n}"
_CALL = re.compile(
    r"(?<!\w)(n?gettext|pgettext|_)\(\s*"
    + _LITERAL.format(n=2)
    + r"(?:\s*,\s*"
    + _LITERAL.format(n=4)
    + ")?",
    re.DOTALL,
)


class Text(NamedTuple):
    """A translatable text; ``plural`` and ``context`` are empty where it has none."""

    where: str
    said: str
    plural: str = ""
    context: str = ""


@cache
def texts() -> tuple[Text, ...]:
    """Every translatable text in Python and in templates."""
    files = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    python = [text for path in files if "migrations" not in path.parts for text in _in_python(path)]
    pages = sorted((ROOT / "templates").rglob("*.html"))
    return (*python, *(text for path in pages for text in _in_template(path)))


def _in_python(path: Path) -> Iterator[Text]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        given = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)]
        if name in ONE | MANY | IN_CONTEXT and given and all(isinstance(value, str) for value in given):
            yield _text(path, name.removesuffix("_lazy"), given)


def _in_template(path: Path) -> Iterator[Text]:
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for found in _CALL.finditer(source):
        given = [ast.literal_eval(f'"""{text}"""') for text in (found[3], found[5]) if text is not None]
        yield _text(path, found[1], given)


def _text(path: Path, name: str, given: list[str]) -> Text:
    where, second = str(path.relative_to(ROOT)), given[1] if len(given) > 1 else ""
    if name == "ngettext":
        return Text(where, given[0], plural=second)
    return Text(where, second, context=given[0]) if name == "pgettext" else Text(where, given[0])
