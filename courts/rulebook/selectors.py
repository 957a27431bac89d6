"""Reading rule files. One file a noun: ``<app>/<noun>/rules.yaml``."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from courts.rulebook.domain import Rule, RuleError, RuleTable, build_table

ROOT = Path(__file__).resolve().parents[2]
R = TypeVar("R", bound=Rule)

_SECTIONS: dict[tuple[str, str], type[Rule]] = {}
_AGREEMENTS: list[Callable[[], None]] = []


class _StrictLoader(yaml.CSafeLoader):
    """YAML without silent surprises: a key given twice is an error."""


def _mapping_without_repeats(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise RuleError(f"{node.start_mark}: key {key!r} is given twice")
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_repeats)


@cache
def read_file(noun: str) -> dict[str, Any]:
    """The raw sections of a noun's rule file, e.g. ``read_file("cases/limits")``."""
    path = ROOT / noun / "rules.yaml"
    try:
        with path.open(encoding="utf-8") as stream:
            content = yaml.load(stream, Loader=_StrictLoader)
    except (yaml.YAMLError, TypeError) as error:  # TypeError: a list or mapping as a key
        raise RuleError(f"{noun}/rules.yaml: {error}") from error
    if not isinstance(content, dict):
        raise RuleError(f"{noun}/rules.yaml: the file is a mapping of sections")
    return content


@cache
def fingerprint(noun: str) -> str:
    """The first 16 hex digits of the rule file's SHA-256: names exactly which rules were in use."""
    return hashlib.sha256((ROOT / noun / "rules.yaml").read_bytes()).hexdigest()[:16]


def declare(noun: str, section: str, schema: type[Rule]) -> None:
    """Say which schema a section has; done in ready(), checked by ``load_declared``."""
    _SECTIONS[noun, section] = schema


def agree(check: Callable[[], None]) -> None:
    """Let ``check()`` raise RuleError where tables of several sections do not fit one another."""
    if check not in _AGREEMENTS:
        _AGREEMENTS.append(check)


def declared() -> dict[tuple[str, str], type[Rule]]:
    """Every declared (noun, section) with its schema."""
    return dict(_SECTIONS)


@cache
def load(noun: str, section: str, schema: type[R]) -> RuleTable[R]:
    """The typed table of one section. Raises RuleError when the file is bad or has no such section."""
    return _table(noun, section, schema)


def _table(noun: str, section: str, schema: type[R]) -> RuleTable[R]:
    content = read_file(noun)
    if section not in content:
        raise RuleError(f"{noun}/rules.yaml: no section {section}")
    return build_table(schema, content[section], source=f"{noun}/rules.yaml:{section}")


def load_declared() -> dict[tuple[str, str], RuleTable[Rule]]:
    """Load every declared section; RuleError on a bad row, a missing section or one nobody declared."""
    cached: Any = load
    tables = {(noun, section): cached(noun, section, schema) for (noun, section), schema in _SECTIONS.items()}
    for noun in {noun for noun, _ in _SECTIONS}:
        stray = sorted(set(read_file(noun)) - {section for named, section in _SECTIONS if named == noun})
        if stray:
            raise RuleError(f"{noun}/rules.yaml: section {', '.join(stray)} has no schema")
    for check in _AGREEMENTS:
        check()
    return tables
