"""What holds for every ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases.limits.domain import (
    LedgerEntry,
    LedgerKind,
    LedgerShapeError,
    LimitLaw,
    LimitResult,
    Unit,
    compute,
)
from courts.calendar.domain import WorkCalendar
from courts.refusals.domain import Refused
from tests.cases.limits.ledgers import Draw

Compute = Callable[..., LimitResult]
FIRST = date(2023, 1, 1)
BASES = st.integers(0, 1200).map(lambda days: FIRST + timedelta(days=days))
CIVIL_RULES = st.sampled_from(["CIV1_ORD", "CIV1_SUM", "CIV1_SMALL", "CIV2_RULE", "CIV_RETR1", "MAR_GA"])


@st.composite
def stops(draw: st.DrawFn, *, ended: bool = True) -> tuple[int, int | None, str]:
    """Begin and length in days from the base day, and a ground every civil limit admits."""
    begin = draw(st.integers(0, 250))
    length = draw(st.integers(0, 90) if ended else st.none() | st.integers(0, 90))
    return begin, length, draw(st.sampled_from(["X01", "X02", "X04", "X05", "X06"]))


def entry(base: date, stop: tuple[int, int | None, str]) -> LedgerEntry:
    begin, length, ground = stop
    starts_on = base + timedelta(days=begin)
    ends_on = None if length is None else starts_on + timedelta(days=length)
    return LedgerEntry(kind=LedgerKind.EXCLUSION, ground=ground, starts_on=starts_on, ends_on=ends_on)


EXTENSIONS = st.lists(
    st.builds(
        LedgerEntry,
        kind=st.just(LedgerKind.EXTENSION),
        value=st.none() | st.integers(1, 6),
        unit=st.just(Unit.MONTHS),
    ),
    max_size=2,
)


def answer(limit: Compute, *arguments: object) -> LimitResult | str:
    try:
        return limit(*arguments)
    except (Refused, LedgerShapeError) as error:
        return str(error)


@given(
    code=CIVIL_RULES,
    base=BASES,
    drawn=st.lists(stops(ended=False), max_size=4),
    granted=EXTENSIONS,
    data=st.data(),
)
def test_the_order_of_typing_does_not_matter(
    limit: Compute,
    code: str,
    base: date,
    drawn: list[tuple[int, int | None, str]],
    granted: list[LedgerEntry],
    data: st.DataObject,
) -> None:
    entries = [entry(base, stop) for stop in drawn] + granted
    shuffled = data.draw(st.permutations(entries))
    one, other = (
        answer(limit, code, base.isoformat(), *entries),
        answer(limit, code, base.isoformat(), *shuffled),
    )
    assert one == other


@given(code=CIVIL_RULES, base=BASES, drawn=st.lists(stops(), min_size=1, max_size=4), granted=EXTENSIONS)
def test_one_more_exclusion_never_makes_the_limit_end_earlier(
    limit: Compute,
    code: str,
    base: date,
    drawn: list[tuple[int, int | None, str]],
    granted: list[LedgerEntry],
) -> None:
    entries = [entry(base, stop) for stop in drawn]
    before = answer(limit, code, base.isoformat(), *entries[1:], *granted)
    after = answer(limit, code, base.isoformat(), *entries, *granted)
    assume(isinstance(before, LimitResult) and isinstance(after, LimitResult))
    assert isinstance(before, LimitResult)
    assert isinstance(after, LimitResult)
    assert before.due_on is not None
    assert after.due_on is not None
    assert before.due_on <= after.due_on
    assert before.days_excluded <= after.days_excluded


@given(
    code=CIVIL_RULES, base=BASES, drawn=st.lists(stops(ended=False), max_size=4), later=st.integers(-30, 900)
)
def test_counted_days_grow_by_at_most_one_a_day(
    limit: Compute, code: str, base: date, drawn: list[tuple[int, int | None, str]], later: int
) -> None:
    result = answer(limit, code, base.isoformat(), *[entry(base, stop) for stop in drawn])
    assume(isinstance(result, LimitResult))
    assert isinstance(result, LimitResult)
    day = base + timedelta(days=later)
    used = result.days_used(day)
    assert 0 <= used <= max(0, later)
    assert 0 <= result.days_used(day + timedelta(days=1)) - used <= 1


@given(code=CIVIL_RULES, base=BASES, drawn=st.lists(stops(), max_size=4), granted=EXTENSIONS)
def test_due_warning_and_counts_agree(
    limit: Compute,
    code: str,
    base: date,
    drawn: list[tuple[int, int | None, str]],
    granted: list[LedgerEntry],
) -> None:
    """All of T is used on the due date; the warning is the first day with used × 3 > T × 2."""
    result = answer(limit, code, base.isoformat(), *[entry(base, stop) for stop in drawn], *granted)
    assume(isinstance(result, LimitResult))
    assert isinstance(result, LimitResult)
    total, due_on, warn_on = result.days_total, result.due_on, result.warn_on
    assert total is not None
    assert due_on is not None
    assert warn_on is not None
    assert warn_on <= due_on
    assert result.days_used(due_on) == total
    assert result.days_left(due_on) == 0
    assert (due_on - base).days == total + result.days_excluded
    assert result.days_used(warn_on) * 3 > total * 2
    assert result.days_used(warn_on - timedelta(days=1)) * 3 <= total * 2


@settings(max_examples=50)
@given(base=BASES, drawn=st.lists(stops(), min_size=1, max_size=5))
def test_union_of_days(limit: Compute, base: date, drawn: list[tuple[int, int | None, str]]) -> None:
    """Days left out are the union of the intervals, counted here day by day."""
    inside = [stop for stop in drawn if stop[0] <= 170]
    result = limit("CIV1_ORD", base.isoformat(), *[entry(base, stop) for stop in inside])
    days = {day for begin, length, _ in inside for day in range(begin + 1, begin + (length or 0) + 1)}
    assert result.days_excluded == len(days)


@settings(max_examples=50)
@given(base=BASES, begin=st.integers(0, 150), cuts=st.lists(st.integers(1, 60), min_size=1, max_size=4))
def test_disjoint_parts_sum_to_their_union(limit: Compute, base: date, begin: int, cuts: list[int]) -> None:
    """One interval, or the same days in pieces that follow one another: the same dates."""
    inside = [sum(cuts[:number]) for number in range(len(cuts))]
    pieces = [entry(base, (begin + at, cut, "X02")) for at, cut in zip(inside, cuts, strict=True)]
    whole = limit("CIV1_ORD", base.isoformat(), entry(base, (begin, sum(cuts), "X02")))
    parts = limit("CIV1_ORD", base.isoformat(), *pieces)
    assert (parts.due_on, parts.warn_on, parts.days_excluded) == (whole.due_on, whole.warn_on, sum(cuts))


@given(number=st.integers(0, 3000), seed=st.integers(0, 10_000))
def test_the_warning_never_comes_after_the_due_date(
    limit_law: LimitLaw, calendar: WorkCalendar, number: int, seed: int
) -> None:
    """Over every rule, with any ledger that is lawful and any reading."""
    drawn = Draw(limit_law, seed).one(number)
    try:
        result = compute(
            drawn.rule,
            drawn.base_on,
            drawn.entries,
            calendar,
            law=limit_law,
            detained=drawn.detained,
            as_of=drawn.as_of,
            readings=drawn.readings,
        )
    except (Refused, LedgerShapeError):
        assume(False)
    if result.warn_on and result.due_on:
        assert result.warn_on <= result.due_on <= (result.latest_lawful_on or result.due_on)


@settings(max_examples=50)
@given(base=BASES, code=st.sampled_from(["CRIM1_PUB", "CRIM1_SUM", "CRIM1_FAST", "CRIM2"]))
def test_custody_never_gives_more_time(limit: Compute, base: date, code: str) -> None:
    held, free = (limit(code, base.isoformat(), detained=detained) for detained in (True, False))
    assert held.due_on == free.due_on == held.latest_lawful_on
    assert free.latest_lawful_on is None or held.latest_lawful_on <= free.latest_lawful_on
