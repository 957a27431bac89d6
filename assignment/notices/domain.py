"""Which acceptance notice a case gets, and how days are written in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from courts.rulebook.domain import Rule

_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, kw_only=True)
class NoticeRule(Rule):
    """A kind of acceptance notice; ``zh`` is its title.

    ``opening`` may hold {others} (the other side), {cause}, {received}, {filed};
    ``points`` are what the party is told of rights and duties, one paragraph each.
    """

    opening: str
    points: tuple[str, ...]


def kind_of(category: str, procedure: str, roles: Collection[str]) -> str:
    """The code of the notice for a case of this category and procedure with parties in these roles."""
    if procedure == "second_instance":
        return "APPEAL"
    if category == "criminal":
        return "CRIMINAL_PUBLIC" if "prosecutor" in roles else "CRIMINAL_PRIVATE"
    if procedure == "enforcement":
        return "ENFORCEMENT"
    if "plaintiff" in roles and category in ("civil", "administrative"):
        return category.upper()
    return "APPLICATION"


def plain_date(day: date) -> str:
    """2026年3月10日."""
    return f"{day.year}年{day.month}月{day.day}日"


def formal_date(day: date) -> str:
    """二〇二六年三月十日, as a paper is dated."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def _number(number: int) -> str:
    """1 to 31 in Chinese: 十, 十一, 二十, 三十一."""
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[units] if units else "")
