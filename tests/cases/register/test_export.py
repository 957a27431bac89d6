"""Taking the list out as a file: who may, what is in it, what is refused, what is kept."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from courts.exports.models import Export
from courts.exports.services import export
from courts.options.services import set_option
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.models import TrailEvent
from tests.builders import (
    ID_CARD,
    CourtHouse,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    filed_case,
    machine,
    today,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=1))


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def taken(person: Person, query: str = "", reason: str = "周调度会核对") -> Any:
    return client_of(person).post(f"/cases/export/?{query}", {"reason": reason})


def rows_of(answer: Any) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(BytesIO(b"".join([answer.content]))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(n for n, row in enumerate(rows) if row[0] == "案号")
    return rows[start:]


def test_the_file_is_the_list_as_seen(house: CourtHouse) -> None:
    on = today() - timedelta(days=5)
    case = drawn_case(house, on=on)
    filed_case(house, on=on)
    answer = taken(house.trial_management, "status=open")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    head, *rows = rows_of(answer)
    assert head[:3] == ["案号", "案由", "当事人"]
    assert [row[0] for row in rows] == [case.number]
    assert rows[0][2] == "王建国 诉 抚松县长白山木业有限公司"
    whole = str(
        [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.content)).active]
    )
    assert ID_CARD not in whole and ID_CARD[:10] not in whole, "identity numbers never leave, masked or not"
    assert "状态 审理中" in whole and "周调度会核对" in whole
    entry = Export.objects.get()
    assert entry.rows == 1 and entry.sha256 == hashlib.sha256(answer.content).hexdigest()
    event = TrailEvent.objects.get(verb="cases_exported")
    assert event.object_id == str(entry.pk)


def test_numbers_have_no_gap_and_begin_anew_with_each_court(house: CourtHouse) -> None:
    accepted_case(house, on=today())
    for _ in range(2):
        taken(house.trial_management)
    refused = taken(house.trial_management, "status=refused")
    assert refused.status_code == 422
    taken(house.president)
    assert list(Export.objects.order_by("serial").values_list("serial", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("role", ["clerk", "judge", "assistant", "discipline", "administrator"])
def test_posts_without_the_duty_find_no_such_page(house: CourtHouse, role: str) -> None:
    """The duties are DUTY-HEAD-EXPORT, DUTY-PRESIDENT-EXPORT and DUTY-MANAGEMENT-EXPORT."""
    accepted_case(house, on=today())
    person = getattr(house, role)
    assert client_of(person).get("/cases/export/").status_code == 404
    assert taken(person).status_code == 404
    assert "/cases/export/" not in client_of(person).get("/cases/").content.decode()
    assert not Export.objects.exists()


def test_sealed_cases_are_in_nobodys_file_but_their_handlers(house: CourtHouse) -> None:
    accepted_case(house, on=today())
    sealed = accepted_case(house, on=today(), sealed="privacy")
    for person in (house.president, house.trial_management, house.upper_president):
        numbers = [row[0] for row in rows_of(taken(person))[1:]]
        assert sealed.number not in numbers and len(numbers) == 1


def test_without_a_reason_nothing_is_exported(house: CourtHouse) -> None:
    accepted_case(house, on=today())
    page = taken(house.president, reason="  ")
    assert page.status_code == 200 and "attachment" not in page.headers.get("Content-Disposition", "")
    assert not Export.objects.exists()
    with pytest.raises(InvalidInput):
        _export(house, house.president, reason="")


def _export(house: CourtHouse, person: Person, reason: str = "核对") -> Any:
    return export(
        court=house.court,
        title="案件清单",
        columns=[],
        rows_up_to=lambda most: [[]] * most,
        filters="",
        reason=reason,
        actor=actor_of(person, today()),
    )


def test_more_than_the_court_allows_is_refused_with_the_next_step(house: CourtHouse) -> None:
    set_option(court_id=house.court.pk, code="EXPORT-MAX-ROWS", value=100, reason="试点", actor=machine())
    refused = check_refused(lambda: _export(house, house.president), "EXPORT-TOO-MANY")
    assert refused.params["most"] == 100
    assert not Export.objects.exists()


def test_nothing_to_export_is_refused_and_takes_no_number(house: CourtHouse) -> None:
    with pytest.raises(Refused) as told:
        export(
            court=house.court,
            title="案件清单",
            columns=[],
            rows_up_to=lambda most: [],
            filters="",
            reason="核对",
            actor=actor_of(house.president, today()),
        )
    assert told.value.code == "EXPORT-EMPTY"
    check_refused(lambda: _export(house, house.clerk), "PEOPLE-RIGHT")
    assert not Export.objects.exists()


def test_a_search_is_exported_in_its_order(house: CourtHouse) -> None:
    mention = accepted_case(house, on=today(), facts="王建国到庭", parties=[_organisation("甲公司")])
    party = accepted_case(house, on=today() - timedelta(days=1))
    rows = rows_of(taken(house.president, "q=王建国"))[1:]
    assert [row[0] for row in rows] == [party.number, mention.number]


def _organisation(name: str) -> dict[str, str]:
    return {"role": "plaintiff", "kind": "organisation", "name": name}
