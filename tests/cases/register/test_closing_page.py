"""The close page: only the disposals of the type and procedure, by group, each with its article and day."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from cases.docket.models import Case
from cases.docket.selectors import endings, words
from tests.builders import court_with_people, drawn_case, today
from tests.cases.intake.filing_page import browser_of
from tests.kit.kept import each_afresh, kept  # noqa: F401


def make() -> Any:
    people = court_with_people()
    day = today()
    return SimpleNamespace(
        people=people, civil=drawn_case(people, on=day), criminal=drawn_case(people, on=day, criminal=True)
    )


house = kept(make)


def offered(text: str) -> list[str]:
    return re.findall(r'name="disposal" value="(\w+)"', text)


@pytest.mark.parametrize("kind", ["civil", "criminal"])
def test_the_page_offers_what_is_lawful_and_nothing_else(house: Any, kind: str) -> None:
    case = getattr(house, kind)
    page = browser_of(case.handling.handler).get(f"/cases/{case.pk}/close/").content.decode()
    lawful = endings(case.type_code, case.procedure, today())
    assert offered(page) == [ending.rule.code for ending in lawful]
    for ending in lawful:
        assert ending.rule.zh in page and ending.article in page
        assert words("closing_events").latest(ending.rule.event).zh in page
    titles = re.findall(r'<p class="choice-title">([^<]+)</p>', page)
    groups = list(dict.fromkeys(ending.rule.group for ending in lawful))
    assert titles == [words("disposal_groups").latest(code).zh for code in groups]


def test_what_goes_on_elsewhere_is_said_so(house: Any) -> None:
    page = browser_of(house.civil.handling.handler).get(f"/cases/{house.civil.pk}/close/").content.decode()
    transferred = page[page.index('value="transferred"') :]
    assert "本院报结，事情没有终结" in transferred[: transferred.index("</label>")]
    judgment = page[page.index('value="judgment"') :]
    assert "事情没有终结" not in judgment[: judgment.index("</label>")]


def test_closing_from_the_page(house: Any) -> None:
    case, client = house.civil, browser_of(house.civil.handling.handler)
    address = f"/cases/{case.pk}/close/"
    blank = client.post(address, {"closed_on": today().isoformat()})
    assert "请选择一种结案方式" in blank.content.decode()
    foreign = client.post(address, {"closed_on": today().isoformat(), "disposal": "affirmed"})
    assert "affirmed" in foreign.content.decode() and Case.objects.get(pk=case.pk).status == "open"
    client.post(address, {"closed_on": today().isoformat(), "disposal": "mediation"})
    closed = Case.objects.get(pk=case.pk)
    assert (closed.status, closed.disposal, closed.closed_on) == ("closed", "mediation", today())


def test_in_english_the_page_speaks_english(house: Any) -> None:
    client = browser_of(house.civil.handling.handler)
    page = client.get(f"/cases/{house.civil.pk}/close/", headers={"accept-language": "en"}).content.decode()
    assert "Closing date: the day of pronouncement" in page and "Withdrawal" in page
