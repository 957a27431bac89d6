"""Refreshes, changes and rebuilds at the same time, and the command."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from oversight.nightly.registry import nightly_steps
from oversight.rollups.models import DayFlow, DirtyDay
from oversight.rollups.services import rebuild, refresh
from tests.builders import accepted_case, court_with_people, drawn_case, today
from tests.kit.threads import all_at_once, at_once
from tests.oversight.rollups.test_rollups import contents

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_refreshes_at_once_count_every_case_once() -> None:
    house = court_with_people()
    for _ in range(5):
        drawn_case(house)
    all_at_once(lambda n: refresh(), 4)
    found = contents()
    assert sum(DayFlow.objects.values_list("filed", flat=True)) == 5
    assert not DirtyDay.objects.exists()
    rebuild()
    assert contents() == found


def test_what_is_filed_beside_a_refresh_is_counted_by_the_next() -> None:
    house = court_with_people()

    def work(number: int) -> Any:
        for _ in range(3):
            if number % 3 == 0:
                accepted_case(house)
            elif number == 1:
                rebuild()
            else:
                refresh()

    assert not [error for error in at_once([lambda n=n: work(n) for n in range(6)]) if error]
    refresh()
    found = contents()
    assert sum(DayFlow.objects.values_list("filed", flat=True)) == 6
    rebuild()
    assert contents() == found


def test_the_command_and_the_night_bring_the_counts_up_to_date() -> None:
    house = court_with_people()
    drawn_case(house, on=today())
    said = StringIO()
    call_command("rebuild_rollups", "--court", house.court.code, stdout=said)
    assert "已重做 1 个法院日的汇总" in said.getvalue()
    with pytest.raises(CommandError, match="没有代码为"):
        call_command("rebuild_rollups", "--court", "999999")
    drawn_case(house, on=today())
    step = next(step for step in nightly_steps() if step.name == "rollups")
    step.run(today(), timezone.now())
    assert sum(DayFlow.objects.values_list("filed", flat=True)) == 2
    assert not DirtyDay.objects.exists()
