"""What is wrong with an entry that cannot be read, in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language

from cases.limits.domain import LedgerShapeError


def shape_words(error: LedgerShapeError) -> str:
    """The sentence for the field that ``error`` names."""
    return error.en if (get_language() or "zh").startswith("en") else error.zh
