"""Reading limits: the law, lamps of many cases, the whole account of one, and the calculator."""

from __future__ import annotations

from cases.limits.selectors.account import account, account_of, ruler_between
from cases.limits.selectors.bearing import Reading, readings_in_words
from cases.limits.selectors.ledger import (
    LADDER,
    OPTIONS,
    entries_of,
    item_visible,
    items_of,
    items_to_tell,
    items_waiting,
    known_by,
    ledger_of,
    readings_by_court,
    readings_of,
)
from cases.limits.selectors.preview import preview
from cases.limits.selectors.reading import (
    LAMP_COLUMNS,
    CaseLimit,
    check_limits,
    choose_limit_rule,
    lamp_is,
    lamp_of,
    lamp_of_row,
    law,
    limit_answer,
    limit_of,
    no_limits,
)
from cases.limits.selectors.shapes import shape_words
from cases.limits.selectors.weighing import WhatIf, what_if
from cases.limits.selectors.words import KINDS

__all__ = [
    "KINDS",
    "LADDER",
    "LAMP_COLUMNS",
    "OPTIONS",
    "CaseLimit",
    "Reading",
    "WhatIf",
    "account",
    "account_of",
    "check_limits",
    "choose_limit_rule",
    "entries_of",
    "item_visible",
    "items_of",
    "items_to_tell",
    "items_waiting",
    "known_by",
    "lamp_is",
    "lamp_of",
    "lamp_of_row",
    "law",
    "ledger_of",
    "limit_answer",
    "limit_of",
    "no_limits",
    "preview",
    "readings_by_court",
    "readings_in_words",
    "readings_of",
    "ruler_between",
    "shape_words",
    "what_if",
]
