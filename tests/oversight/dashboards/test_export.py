"""The tables of a dashboard as workbooks: the numbers of the page, stamped and on the trail."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from courts.actors.domain import Role
from courts.exports.models import Export
from courts.trail.models import TrailEvent
from tests.kit.rest import BAISHAN
from tests.oversight.known import Known

PATH = "/dashboard/export/"


def taken(person: Any, table: str, query: str = "") -> list[list[Any]]:
    client = Client()
    client.force_login(person)
    answer = client.post(f"{PATH}?{query}", {"table": table, "reason": "审委会通报"})
    assert answer.status_code == 200 and answer.headers["Content-Type"].endswith("sheet"), answer.content
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def row_of(rows: list[list[Any]], name: str) -> list[Any]:
    return next(row for row in rows if row[0] == name)


@pytest.mark.parametrize(
    ("who", "table", "name", "numbers"),
    [
        ("president", "months", "2025-03", [2, 1, 0, 3, 3, 2, 2]),
        ("president", "lamps", "民事审判庭", [1, 0, 1, 0, 1, 1, 1, 0, 5]),
        ("president", "ages", "超 12 个月", [1, 0, 1, "11.1%"]),
        ("president", "times", "合计", [2, 52, 61]),
        ("head", "times", "民初", [2, 52, 61]),
        ("management", "dispatch", "行政审判庭", [1, 0, 0, 0, 2]),
        ("management", "measures", "结案率", ["18.18%", 2, "11", "33.33%", "1 / 3"]),
    ],
)
def test_a_table_holds_the_numbers_of_the_page(
    known: Known, who: str, table: str, name: str, numbers: list[Any]
) -> None:
    found = row_of(taken(getattr(known, who), table), name)
    assert [value for value in found[1:] if value is not None] == numbers
    entry = Export.objects.get()
    assert (entry.reason, entry.court) == ("审委会通报", known.court)
    assert TrailEvent.objects.filter(verb="cases_exported").count() == 1


def test_the_judges_of_a_division_and_the_courts_below(known: Known, bench: Any) -> None:
    assert row_of(taken(known.head, "judges"), known.judge.name)[1:6] == [6, 2, 5, 52, 61]
    above = bench.person(Role.PRESIDENT, bench.court(BAISHAN))
    assert row_of(taken(above, "below", "face=below"), "抚松县人民法院")[1:10] == [9, 2, 9, 2, 2, 2, 2, 8, 8]
    assert row_of(taken(above, "months", "court=220621"), "2025-01")[1:3] == [1, 1]
    assert Export.objects.filter(court=known.court).count() == 1
    assert Export.objects.filter(court__number_code=BAISHAN).count() == 2


def test_without_a_reason_the_page_says_so(known: Known) -> None:
    client = Client()
    client.force_login(known.president)
    assert client.get(PATH).status_code == 200
    answer = client.post(PATH, {"table": "months", "reason": " "})
    assert answer.context["form"].errors.keys() == {"reason"}
    answer = client.post(PATH, {"table": "judges", "reason": "通报"})
    assert answer.context["form"].errors.keys() == {"table"}
    assert not Export.objects.exists()


def test_who_may_not_take_tables_out(known: Known, bench: Any) -> None:
    client = Client()
    for person, query in (
        (known.judge, {}),
        (known.head, {"face": "court"}),
        (known.president, {"court": "220600"}),
        (bench.person(Role.DISCIPLINE, known.court), {}),
    ):
        client.force_login(person)
        assert client.get(PATH, query).status_code == 404
