"""The account of a case's limit: as of any day, over REST, and what is told when a ledger breaks a rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.docket.models import Case
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.selectors import account_of, known_by, limit_of, readings_in_words, what_if
from cases.limits.selectors.answers import case_limit
from cases.limits.selectors.reading import law
from cases.limits.services import end_item, enter_item, weigh_end, weigh_entry
from cases.limits.services.checking import Entered
from courts.actors.domain import Actor
from courts.options.services import set_option
from courts.refusals.domain import InvalidInput, Refused
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.rest import rest

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))
day = date.fromisoformat
K = LedgerKind


@pytest.fixture
def case(house: CourtHouse) -> Case:
    """A civil case in the ordinary procedure, filed on 14 March 2025: due on 14 September."""
    return drawn_case(house, on=day("2025-03-14"), procedure="ordinary")


def handler(case: Case, on: str) -> Actor:
    assert case.handling.handler is not None
    return actor_of(case.handling.handler, day(on))


def examined(case: Case, starts: str = "2025-04-01", ends: str = "2025-05-01") -> LedgerItem:
    """An examination entered when it began and ended with the report."""
    entry = LedgerEntry(kind=K.EXCLUSION, ground="X02", starts_on=day(starts))
    entered = Entered(entry=entry, document="委托鉴定书", reason="申请鉴定")
    item = enter_item(case_id=case.pk, entered=entered, actor=handler(case, starts))
    return end_item(item_id=item.pk, ends_on=day(ends), document="意见书", actor=handler(case, ends))


def told(case: Case, on: str) -> Any:
    found = limit_of(case, day("2025-08-01"), day(on))
    assert found is not None and found.result is not None
    return found.result


def test_each_day_is_told_as_it_stood(case: Case) -> None:
    examined(case)
    assert (told(case, "2025-03-20").due_on, told(case, "2025-03-20").days_excluded) == (day("2025-09-14"), 0)
    within = told(case, "2025-04-15")
    assert (within.due_on, within.stopped_since) == (None, day("2025-04-01"))
    after = told(case, "2025-05-01")
    assert (after.due_on, after.stopped_since) == (day("2025-10-14"), None)
    assert told(case, "2026-12-31").lamp(day("2026-12-31")).value == "black", "a day to come too"


def test_a_closed_case_stands_as_of_its_closing(case: Case) -> None:
    examined(case)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=day("2025-06-30"), disposal="judgment")
    CaseClock.objects.filter(case=case).update(watched=False)
    case.refresh_from_db()
    late = limit_of(case, day("2026-01-01"))
    assert late is not None and late.as_of == day("2025-06-30")
    early = limit_of(case, day("2026-01-01"), day("2025-04-15"))
    assert early is not None and early.as_of == day("2025-04-15")
    answer = case_limit(case, day("2026-01-01"), "zh-hans")
    assert answer is not None and answer["days_used"] == 108 - 30 and answer["lamp"] == "none"


def test_before_the_limit_begins_there_is_nothing_to_tell(case: Case) -> None:
    for wrong in ("2025-03-13", "1900-01-01"):
        with pytest.raises(InvalidInput) as invalid:
            account_of(case, day("2025-08-01"), day(wrong))
        assert set(invalid.value.errors) == {"on"}


def test_the_ruler_shows_what_was_left_out(case: Case) -> None:
    examined(case)
    found = account_of(case, day("2025-08-01"))
    assert found["ruler"]["spans"] == [(day("2025-04-01"), day("2025-05-01"), "扣除 30 日")]
    assert found["ruler"]["end"] == day("2025-10-14") and "复算一致" in found["rule_note"]
    CaseClock.objects.filter(case=case).update(due_on=day("2025-09-14"))
    assert "不一致" in account_of(case, day("2025-08-01"))["rule_note"]


def test_a_ledger_that_breaks_a_rule_is_told_and_not_a_fault_of_the_page(case: Case) -> None:
    examined(case)
    LedgerItem.objects.filter(case=case).update(ground="X03")
    found = limit_of(case, day("2025-08-01"))
    assert found is not None and found.result is None
    assert found.fault is not None and found.fault.code == "LIM-X-CATEGORY"
    assert account_of(case, day("2025-08-01"))["fault"].code == "LIM-X-CATEGORY"


def test_the_readings_that_bear_on_a_rule(house: CourtHouse) -> None:
    def codes(rule: str) -> set[str]:
        rows = readings_in_words(house.court.pk, law().rules.latest(rule), "zh-hans")
        return {row.rule.code for row in rows}

    everywhere = {"LIMIT-INTERVAL", "LIMIT-WARN"}
    assert codes("CIV1_ORD") == everywhere | {"LIMIT-EXTENSION", "LIMIT-SHIFT-CIVIL"}
    assert "LIMIT-HALF-MONTH" in codes("CRIM1_SUM") and "LIMIT-SHIFT-CIVIL" not in codes("CRIM1_SUM")
    assert "LIMIT-X13-EXCESS" in codes("CRIM2") and "LIMIT-X13-EXCESS" not in codes("CRIM1_PUB")
    assert {"LIMIT-SHIFT-ADMINISTRATIVE", "LIMIT-APPEAL-START"} <= codes("ADM2_JUDG")
    administrator = actor_of(house.administrator, day("2025-08-01"))
    set_option(
        court_id=house.court.pk,
        code="LIMIT-WARN",
        value="with",
        reason="院务会纪要第7号",
        actor=administrator,
    )
    own = [row for row in readings_in_words(house.court.pk, law().rules.latest("CIV1_ORD"), "en") if row.own]
    assert [(row.rule.code, row.words) for row in own] == [("LIMIT-WARN", "the day two thirds are complete")]


def test_trying_saves_nothing_and_tells_the_same_dates(case: Case) -> None:
    entry = LedgerEntry(kind=K.EXCLUSION, ground="X02", starts_on=day("2025-04-01"))
    entered = Entered(entry=entry, document="委托鉴定书", reason="申请鉴定")
    tried = weigh_entry(case_id=case.pk, entered=entered, actor=handler(case, "2025-04-02"))
    assert (tried.before.due_on, tried.after.due_on, tried.waits) == (day("2025-09-14"), None, False)
    assert weigh_entry(case_id=case.pk, entered=entered, actor=handler(case, "2025-05-02")).waits
    assert not LedgerItem.objects.filter(case=case).exists()
    item = enter_item(case_id=case.pk, entered=entered, actor=handler(case, "2025-04-02"))
    ended = weigh_end(
        item_id=item.pk, ends_on=day("2025-05-01"), document="意见书", actor=handler(case, "2025-05-01")
    )
    assert ended.after.due_on == day("2025-10-14")
    assert CaseClock.objects.get(case=case).stopped_since == day("2025-04-01")
    assert what_if(case, day("2025-05-02"), drop=item).after.due_on == day("2025-09-14")


def test_what_cannot_be_tried(case: Case) -> None:
    entry = LedgerEntry(kind=K.EXCLUSION, ground="X99", starts_on=day("2025-04-01"))
    with pytest.raises(Refused) as refused:
        weigh_entry(
            case_id=case.pk,
            entered=Entered(entry=entry, document="文书", reason="理由"),
            actor=handler(case, "2025-04-02"),
        )
    assert refused.value.code == "LIM-X-00" and refused.value.params["case_id"] == case.pk
    CaseClock.objects.filter(case=case).update(base_on=None)
    with pytest.raises(Refused) as refused:
        what_if(case, day("2025-05-02"))
    assert refused.value.code == "LIM-LEDGER-NO-CLOCK"


def test_what_stood_on_a_day() -> None:
    stop = LedgerEntry(kind=K.EXCLUSION, ground="X02", starts_on=day("2025-04-01"), ends_on=day("2025-05-01"))
    turn = LedgerEntry(kind=K.CONVERSION, to_rule="CIV1_ORD", on=day("2025-06-01"))
    more = LedgerEntry(kind=K.EXTENSION, on=day("2025-07-01"))
    assert known_by([stop, turn, more], day("2025-03-31")) == ()
    (opened,) = known_by([stop, turn, more], day("2025-04-30"))
    assert opened.ends_on is None
    assert known_by([stop, turn, more], day("2025-05-01")) == (stop,)
    assert known_by([stop, turn, more], day("2025-07-01")) == (stop, turn, more)


def test_the_interface_gives_the_ledger_and_any_day(case: Case) -> None:
    item = examined(case)
    client = rest()
    address = f"/cases/{case.pk}/limit/"
    now = client.get(address).json()
    (row,) = now["ledger"]
    assert (row["id"], row["state"], row["ground"], row["starts_on"], row["ends_on"]) == (
        str(item.pk),
        "in_force",
        "X02",
        "2025-04-01",
        "2025-05-01",
    )
    assert row["document"] == "委托鉴定书" and row["article"].startswith("法释〔2000〕29号")
    assert (now["due_on"], now["days_excluded"]) == ("2025-10-14", 30)
    then = client.get(f"{address}?on=2025-04-15").json()
    assert (then["due_on"], then["clock"], then["lamp"]) == (None, "stopped", "stopped")
    for wrong in ("2025-02-30", "2025-03-01"):
        answer = client.get(f"{address}?on={wrong}")
        assert answer.status_code == 400 and list(answer.json()["errors"]) == ["on"]
