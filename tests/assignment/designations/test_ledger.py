"""The ledger of designations, and the share of cases that were not drawn."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.changes.models import ChangeRequest
from assignment.designations.selectors import get_visible, visible
from assignment.designations.selectors.ledger import listed, shares
from assignment.designations.services import approve
from cases.docket.models import Case
from courts.refusals.domain import NotVisible
from tests.assignment.designations.test_designating import ask
from tests.builders import DAY, CourtHouse, accepted_case, actor_of, court_with_people, drawn_case
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=3))


def test_the_ledger_is_open_inside_the_court_and_masks_nothing_of_others(house: CourtHouse) -> None:
    case = accepted_case(house)
    asked = ask(case, house)
    judge = actor_of(house.judges[1]).viewer
    with pytest.raises(NotVisible):
        get_visible(judge, asked.pk)
    approve(designation_id=asked.pk, actor=actor_of(house.head))
    assert get_visible(judge, asked.pk).pk == asked.pk
    assert list(listed(judge, {"court": house.court.code, "ground": "D08", "state": "approved"})) == [asked]
    assert not list(listed(judge, {"ground": "D09"}))
    elsewhere = court_with_people("吉0622", judges=1, calendar=False)
    assert not visible(actor_of(elsewhere.clerk).viewer).exists()


def _changed(house: CourtHouse) -> dict[str, Any]:
    """A change of handler that was done to a judge by name."""
    case = Case.objects.filter(handling__handler__isnull=False).earliest("number_serial")
    old, at = case.handling.handler, actor_of(house.president).at
    new = next(judge for judge in house.judges if judge != old)
    asked = {"asked_at": at, "asked_on": DAY, "asked_by": "某法官", "reason": "工作调动", "ground": "G2"}
    done = {"decided_at": at, "decided_on": DAY, "new_judge": new, "fixed_on": DAY, "state": "done"}
    rule = {"rule_version": DAY, "level": "president", "evidence": "抚法任〔2026〕3号"}
    about = {"case": case, "court": house.court, "from_judge": old, "to_judge": new, "how": "designation"}
    return {**about, **rule, **asked, **done}


def test_the_share_of_cases_not_drawn(house: CourtHouse) -> None:
    drawn_case(house)
    drawn_case(house)
    approve(designation_id=ask(accepted_case(house), house).pk, actor=actor_of(house.head))
    counted = shares(house.court.pk, DAY.replace(day=1), DAY)
    assert (counted.total.designated, counted.total.drawn, counted.total.rate) == (1, 2, 3333)
    assert [month.isoformat() for month in counted.months] == ["2026-03-01"]
    assert counted.divisions[house.civil.pk].rate == 3333 and counted.total.grounds == {"D08": 1}
    ChangeRequest.objects.create(**_changed(house))
    counted = shares(house.court.pk, DAY.replace(day=1), DAY)
    assert (counted.total.designated, counted.total.changed, counted.total.rate) == (2, 1, 5000)
    assert shares(house.court.pk, DAY.replace(month=1, day=1), DAY.replace(month=1, day=5)).total.rate is None
