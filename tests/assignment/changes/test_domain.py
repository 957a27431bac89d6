"""What the rules say of a change, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from assignment.changes.domain import Heard, Level, State, first_state, last_day, owes_hearing, too_close
from courts.calendar.domain import WorkCalendar

HEARD, DELIBERATED, JOINED = Heard.HEARING, Heard.DELIBERATION, Heard.JOINED


@pytest.mark.parametrize(
    ("level", "by_head", "headless", "client", "checked", "state"),
    [
        (Level.PRESIDENT, False, False, False, True, State.ADVISING),
        (Level.PRESIDENT, True, False, False, True, State.DECIDING),
        (Level.PRESIDENT, False, True, False, False, State.CHECKING),
        (Level.PRESIDENT, False, False, True, True, State.DECIDING),
        (Level.HEAD, False, False, False, True, State.DECIDING),
    ],
)
def test_where_a_request_begins(
    level: Level, by_head: bool, headless: bool, client: bool, checked: bool, state: State
) -> None:
    begun = first_state(level, asked_by_head=by_head, headless=headless, by_client=client, checked=checked)
    assert begun is state


def test_close_to_the_end() -> None:
    assert too_close(date(2026, 3, 15), date(2026, 3, 10), 5), "the fifth day before the end counts"
    assert not too_close(date(2026, 3, 16), date(2026, 3, 10), 5)
    assert too_close(date(2026, 3, 9), date(2026, 3, 10), 5), "and so does every day after it"
    assert not too_close(None, date(2026, 3, 10), 5)


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        ([JOINED, HEARD], False),
        ([JOINED, HEARD, JOINED], True),
        ([JOINED, HEARD, JOINED, HEARD], False),
        ([JOINED, HEARD, DELIBERATED, JOINED], False),
        ([JOINED, HEARD, JOINED, DELIBERATED], True),
        ([JOINED, HEARD, DELIBERATED, HEARD, JOINED], True),
    ],
)
def test_heard_again_after_a_new_member(events: list[Heard], owed: bool) -> None:
    assert owes_hearing(events) is owed


def test_three_days_by_the_calendar() -> None:
    calendar = WorkCalendar(frozenset(), frozenset(), frozenset({2026}))
    assert last_day(date(2026, 3, 11), 3, calendar) == date(2026, 3, 16), "a Saturday moves to Monday"
    assert last_day(date(2026, 3, 9), 3, calendar) == date(2026, 3, 12)
