"""The codes of events about people, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courts.people.selectors.standing import right_rules, roles
from courts.places.models import Division


def told_role(value: Any, data: Mapping[str, Any], language: str) -> str:
    """A post by its name."""
    return roles().latest(value).name(language) if value in roles() else str(value)


def told_right(value: Any, data: Mapping[str, Any], language: str) -> str:
    """Rights by their names."""
    codes = value if isinstance(value, list) else [value]
    known = right_rules()
    names = [known.latest(code).name(language) if code in known else str(code) for code in codes]
    return (", " if language.startswith("en") else "、").join(names)


def told_kind(value: Any, data: Mapping[str, Any], language: str) -> str:
    """A kind of division by its name."""
    return str(dict(Division.Kind.choices).get(value, value))
