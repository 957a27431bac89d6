"""Case numbers: reading, checking and writing 案号, and what each type code means."""

from __future__ import annotations

from cases.numbers.domain.parsing import (
    RANDOM_DIGITS,
    SERIAL_DIGITS,
    CaseNumber,
    Fault,
    FaultText,
    Grammar,
    InvalidNumber,
    find_faults,
    is_old_style,
    parse_number,
)
from cases.numbers.domain.types import (
    BasicOnly,
    CaseType,
    Category,
    Family,
    Group,
    Reserved,
    Special,
    is_under,
    lawful_procedures,
    lawful_types,
)

__all__ = [
    "RANDOM_DIGITS",
    "SERIAL_DIGITS",
    "BasicOnly",
    "CaseNumber",
    "CaseType",
    "Category",
    "Family",
    "Fault",
    "FaultText",
    "Grammar",
    "Group",
    "InvalidNumber",
    "Reserved",
    "Special",
    "find_faults",
    "is_old_style",
    "is_under",
    "lawful_procedures",
    "lawful_types",
    "parse_number",
]
