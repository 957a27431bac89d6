"""Rows put back are those that the services made, to the last column, and everything goes on from them."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps

from cases.docket.models import Case
from courts.trail.selectors import check_chain
from tests.builders import accepted_case, court_with_people, drawn_case
from tests.kit.recalled import forget

pytestmark = pytest.mark.django_db
APPS = ("courts", "cases", "assignment", "oversight", "reviews")
_FIRST: dict[str, list[Any]] = {}


def whole() -> dict[str, list[Any]]:
    """Every row of every table of ours."""
    models = [model for model in apps.get_models() if model._meta.app_label in APPS]
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}


@pytest.mark.parametrize("time", ["made", "put back", "put back again"])
def test_what_is_put_back_is_what_was_made(time: str) -> None:
    if time == "made":
        forget()
    house = court_with_people()
    case = drawn_case(house)
    kept = _FIRST or whole()
    _FIRST.update(kept)
    assert whole() == kept
    assert (case.number, case.handling.handler) == (
        "（2026）吉0621民初1号",
        Case.objects.get().handling.handler,
    )
    assert drawn_case(house, criminal=True).number == "（2026）吉0621刑初1号"
    assert accepted_case(house).number == "（2026）吉0621民初2号"
    assert check_chain(house.court.pk, house.court.code).intact


def test_what_else_was_written_stays(db: None) -> None:
    """Beside anything made otherwise the services work as they always do."""
    house = court_with_people()
    first = drawn_case(house)
    Case.objects.filter(pk=first.pk).update(title="另行写入")
    second = drawn_case(house)
    first.refresh_from_db()
    assert (first.title, second.number) == ("另行写入", "（2026）吉0621民初2号")
    assert check_chain(house.court.pk, house.court.code).intact


@pytest.mark.parametrize("time", [1, 2])
def test_one_test_changes_nothing_for_the_next(time: int) -> None:
    house = court_with_people()
    assert house.court.name == "抚松县人民法院"
    house.court.name = "改了名的法院"
    house.pools.clear()
    house.court.save()
