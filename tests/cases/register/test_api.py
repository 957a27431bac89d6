"""REST: reading, listing and finding cases; who sees and writes what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.docket.models import Case, CaseHandling
from courts.calendar.services import seed_calendar
from courts.people.models import Person
from tests.builders import machine, today
from tests.kit.rest import APPEAL, BAISHAN, FUSONG, JILIN, SIPING, Rest, accepted, court, filed, filing, rest

pytestmark = pytest.mark.django_db

ROW = {
    *("id", "number", "court", "case_type", "procedure", "cause", "status", "received_on"),
    *("filed_on", "closed_on", "handler", "due_on", "lamp"),
}

TYPED = (
    "（2025）吉0621民初1号",
    "(2025)吉0621民初1号",
    " （２０２５）吉０６２１民初１号 ",
    "(2025)吉0621民初1号之一",
)


@pytest.mark.parametrize("reader", [BAISHAN, JILIN])
def test_an_upper_court_sees_and_writes_below(reader: str) -> None:
    case = filed(rest(FUSONG))
    upper = rest(reader)
    assert upper.get(f"/cases/{case['id']}/").json()["id"] == case["id"]
    assert upper.post(f"/cases/{case['id']}/accept/").json()["status"] == "open"
    assert upper.post("/cases/", filing()).status_code == 201


def test_another_court_reads_and_writes_404() -> None:
    case = filed(rest(FUSONG))
    other = rest(SIPING)
    assert other.get(f"/cases/{case['id']}/").status_code == 404
    assert other.get("/cases/").json()["results"] == []
    for path in ("accept", "refuse", "events", "draws"):
        assert other.post(f"/cases/{case['id']}/{path}/", {"junk": 1}).status_code == 404, path
    assert other.get(f"/cases/{case['id']}/limit/").status_code == 404
    assert other.post("/cases/", filing()).status_code == 404
    assert Case.objects.count() == 1


def test_a_lower_court_does_not_see_upwards() -> None:
    filed(rest(BAISHAN), **APPEAL)
    assert rest(FUSONG).get("/cases/").json()["results"] == []


def test_sealed_cases_are_for_no_client() -> None:
    client = rest()
    case = filed(client)
    Case.objects.update(sealed="juvenile")
    assert client.get(f"/cases/{case['id']}/").status_code == 404
    assert client.get("/cases/").json()["results"] == []
    assert client.post(f"/cases/{case['id']}/accept/").status_code == 404


def test_by_number_however_it_is_typed() -> None:
    client = rest()
    case = accepted(client, date(2025, 3, 14))
    for typed in (
        "（2025）吉0621民初1号",
        "(2025)吉0621民初1号",
        " （２０２５）吉０６２１民初１号 ",
        "(2025)吉0621民初1号之一",
    ):
        found = client.get("/cases/by-number/?number=" + typed)
        assert found.status_code == 200, typed
        assert found.json()["id"] == case["id"]
    assert client.get("/cases/by-number/?number=（2025）吉0621民初9号").status_code == 404
    assert rest(SIPING).get(f"/cases/by-number/?number={case['number']}").status_code == 404
    assert list(client.get("/cases/by-number/").json()["errors"]) == ["number"]


def ids(client: Rest, query: str) -> set[str]:
    answer = client.get(f"/cases/?{query}")
    assert answer.status_code == 200, answer.content.decode()
    return {row["id"] for row in answer.json()["results"]}


def test_every_filter_finds_its_cases_and_no_others() -> None:
    seed_calendar(actor=machine())
    client = rest(BAISHAN)
    court(FUSONG)
    old = accepted(client, date(2025, 3, 14))["id"]
    new = accepted(client, today() - timedelta(days=1), cause="离婚纠纷", title="张三诉李四")["id"]
    above = filed(client, **APPEAL)["id"]
    judge = Person.objects.create_user("judge", name="赵法官")
    CaseHandling.objects.filter(case_id=new).update(handler=judge, assigned_on=today())
    expected = {
        "court=220621": {old, new},
        f"court={FUSONG}": {old, new},
        "court=220600": {above},
        "status=open": {old, new},
        "status=received": {above},
        "case_type=民终": {above},
        f"handler={judge.pk}": {new},
        "cause=离婚纠纷": {new},
        "filed_from=2025-03-15": {new},
        "filed_to=2025-03-14": {old},
        "due_before=2025-09-15": {old},
        "due_before=2025-09-14": set(),
        "lamp=black": {old},
        "lamp=normal": {new},
        "party=王建国": {old, new, above},
        "q=张三": {new},
        "status=open&lamp=black&court=220621": {old},
        "court=&status=&q=": {old, new, above},
    }
    found = {query: ids(client, query) for query in expected}
    assert found == expected
    row = next(row for row in client.get("/cases/").json()["results"] if row["id"] == new)
    assert set(row) >= ROW
    assert row["handler"] == {"id": str(judge.pk), "name": "赵法官"}
    assert [party["name"] for party in row["parties"]] == ["王建国", "抚松县长白山木业有限公司"]


@pytest.mark.parametrize(
    "query",
    [
        "court=999999",
        "status=dead",
        "case_type=民零",
        "handler=me",
        "filed_from=yesterday",
        "filed_to=2025-13-01",
        "due_before=2025",
        "lamp=purple",
        "q=%00",
        "party=" + "长" * 200,
    ],
)
def test_a_bad_filter_is_named(query: str) -> None:
    answer = rest().get(f"/cases/?{query}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [query.split("=")[0]]


def test_pages_of_cases_join_without_gap_or_repeat() -> None:
    client = rest()
    made = [filed(client)["id"] for _ in range(5)]
    seen, path, pages = [], "/cases/?page_size=2&status=received", 0
    while path:
        page = client.get(path).json()
        seen += [row["id"] for row in page["results"]]
        path, pages = page["next"], pages + 1
    assert (seen, pages) == (made[::-1], 3)


def test_the_list_costs_the_same_however_long() -> None:
    client = rest()

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/cases/").status_code == 200
        return len(counted)

    filed(client)
    one = queries()
    for _ in range(6):
        accepted(client)
    assert queries() == one <= 8
