"""A declared relative is taken off the list by two: one asks, another confirms; until then it bars."""

from __future__ import annotations

from uuid import UUID

import pytest

from assignment.conflicts.models import Relative
from assignment.conflicts.selectors import ends_waiting
from assignment.conflicts.services import confirm_end, declare_relative, end_relative
from courts.actors.domain import Role
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from tests.builders import CourtHouse, actor_of, court_with_people, person_of
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(lambda: court_with_people(judges=2))


def declared(house: CourtHouse) -> Relative:
    judge = house.judge
    return declare_relative(person_id=judge.pk, relation="spouse", name="韩某", actor=actor_of(judge))


def confirm(row: UUID, who: object, agreed: bool = True, text: str = "") -> Relative:
    return confirm_end(relative_id=row, agreed=agreed, text=text, actor=actor_of(who))  # type: ignore[arg-type]


def test_one_asks_and_another_confirms(house: CourtHouse) -> None:
    row = declared(house)
    with pytest.raises(Refused, match="CONFLICT-END-STATE"):
        confirm(row.pk, house.discipline)
    end_relative(relative_id=row.pk, reason="离婚", actor=actor_of(house.judge))
    row.refresh_from_db()
    assert row.ended_on is None, "it stands until another confirms"
    with pytest.raises(NotVisible):
        confirm(row.pk, house.president)
    assert [one.pk for one in ends_waiting(actor_of(house.administrator).viewer)] == [row.pk]
    assert confirm(row.pk, house.administrator).ended_on is not None


def test_the_administrator_does_not_confirm_what_the_administrator_asked(house: CourtHouse) -> None:
    row = declared(house)
    end_relative(relative_id=row.pk, reason="误填", actor=actor_of(house.administrator))
    with pytest.raises(Refused, match="CONFLICT-END-OWN"):
        confirm(row.pk, house.administrator)
    with pytest.raises(InvalidInput):
        confirm(row.pk, house.discipline, agreed=False)
    kept = confirm(row.pk, house.discipline, agreed=False, text="户籍材料仍为配偶")
    assert (kept.ended_on, kept.end_asked_at, kept.end_reason) == (None, None, "")


def test_nobody_confirms_an_end_of_their_own(house: CourtHouse) -> None:
    other = person_of(house.court, Role.ADMINISTRATOR, username="other-administrator")
    row = declare_relative(person_id=other.pk, relation="spouse", name="魏某", actor=actor_of(other))
    end_relative(relative_id=row.pk, reason="误填", actor=actor_of(house.administrator))
    with pytest.raises(Refused, match="CONFLICT-END-OWN"):
        confirm(row.pk, other)
