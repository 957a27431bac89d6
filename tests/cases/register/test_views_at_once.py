"""One person saves a view in two windows at the same time."""

from __future__ import annotations

import pytest

from cases.register.models import SavedView
from cases.register.services import save_view
from courts.exports.models import Export
from courts.exports.services import export
from tests.builders import actor_of, court_with_people, today
from tests.kit.threads import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_name_is_used_once_and_export_numbers_have_no_gap() -> None:
    house = court_with_people(judges=1, calendar=False)
    actor = actor_of(house.trial_management, today())

    def both(number: int) -> None:
        save_view(name="未结", query="status=open", shared=True, court_id=house.court.pk, actor=actor)
        export(
            court=house.court,
            title="案件清单",
            columns=[],
            rows_up_to=lambda most: [[]],
            filters="",
            reason=f"第 {number} 次核对",
            actor=actor,
        )

    all_at_once(both, 4)
    assert SavedView.objects.count() == 1
    assert sorted(Export.objects.values_list("serial", flat=True)) == [1, 2, 3, 4]
