"""What the pages of administration look up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(rows: Mapping[str, Any], code: str) -> Any:
    """The row of a code: ``role_rows|at:post.role``."""
    return rows[code]
