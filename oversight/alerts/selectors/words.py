"""How the day of an alert stands, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oversight.alerts.domain import Kind

RED_DAYS = 3


def stands(row: Mapping[str, Any], today: date) -> tuple[str, str]:
    """How the day of an alert's row stands on a day, and its tone: ``red`` or empty."""
    days = (today - row["due_on"]).days
    if row["kind"] == Kind.HIDDEN.value:
        return ngettext("停表已 %(n)d 日", "停表已 %(n)d 日", days) % {"n": days}, ""
    if row["kind"] != Kind.LIMIT.value:
        past = {"n": days, "months": row["months"]}
        return ngettext("满 %(months)d 个月后 %(n)d 日", "满 %(months)d 个月后 %(n)d 日", days) % past, "red"
    return standing(row["due_on"], row["over_on"], row["lawful_on"], today)


def standing(due_on: date, over_on: date | None, lawful_on: date | None, today: date) -> tuple[str, str]:
    """How far the end of a limit is, in words, and its tone: ``red`` from three days before, else empty.

    The limit ends on ``due_on``; it is over from ``over_on``, the day after the last
    lawful one. Where holidays lie between, both are said.
    """
    left = (due_on - today).days
    if left > 0:
        return ngettext("剩 %(n)d 日", "剩 %(n)d 日", left) % {"n": left}, "red" if left <= RED_DAYS else ""
    if left == 0:
        return _("今日届满"), "red"
    ended = ngettext("届满已过 %(n)d 日", "届满已过 %(n)d 日", -left) % {"n": -left}
    moved = lawful_on if lawful_on != due_on else None
    if over_on is None or today < over_on:
        return (_("%(due)s，依法顺延至 %(day)s") % {"due": ended, "day": moved} if moved else ended), "red"
    days = (today - over_on).days + 1
    over = ngettext("超审限第 %(n)d 日", "超审限第 %(n)d 日", days) % {"n": days}
    if moved is None:
        return over, "red"
    both = _("%(over)s（%(due)s，依法顺延至 %(day)s）")
    return both % {"over": over, "due": ended, "day": moved}, "red"
