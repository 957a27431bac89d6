"""The limit calculator (审限计算器): no case needed, nothing stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from cases.limits.domain import LedgerEntry, LedgerShapeError, LimitResult, compute
from cases.limits.selectors.asked import Asked, read_question
from cases.limits.selectors.blame import to_blame
from cases.limits.selectors.reading import law, limit_answer
from cases.limits.selectors.shapes import shape_words
from courts.calendar.selectors import work_calendar
from courts.refusals.domain import InvalidInput, Refused


def preview(raw: object, *, today: date, language: str) -> dict[str, Any]:
    """The answer of the calculator for ``{rule_code, starts_on, as_of?, detained?, ledger[]}``.

    ``starts_on`` is the uncounted base day, ``starts_at`` the instant for limits
    in hours. Raises InvalidInput for input that cannot be read (entries are named
    ``ledger[n].field``), Refused with a LIM code for what the law does not allow, its
    ``entry`` naming the one to blame.
    """
    asked = read_question(raw, today)
    answer = limit_answer(_compute(asked), asked.as_of, language)
    answer["ledger"] = [dict(entry) for entry in asked.rows]
    return answer


def _compute(asked: Asked) -> LimitResult:
    rule, _earliest = law().rule(asked.rule_code, asked.starts_on)
    calendar = work_calendar()

    def run(found: Sequence[LedgerEntry]) -> LimitResult:
        return compute(
            rule,
            asked.starts_on,
            found,
            calendar,
            law=law(),
            detained=asked.detained,
            as_of=asked.as_of,
            base_at=asked.starts_at,
        )

    try:
        return run(asked.entries)
    except Refused as refused:
        number = to_blame(asked.entries, run)
        if number is not None:
            refused.params["entry"] = f"ledger[{number}]"
        raise
    except LedgerShapeError as error:
        number = to_blame(asked.entries, run)
        where = error.field if number is None else f"ledger[{number}].{error.field}"
        raise InvalidInput({where: shape_words(error)}) from error
