"""The ledger of a real case: who enters what on which paper, what waits, what is refused, what is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.docket.models import Case
from cases.docket.services import close_case
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.selectors import ledger_of, limit_of
from cases.limits.services import answer_item, cancel_item, end_item, enter_item, tell_parties
from cases.limits.services.entering import Entered
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.selectors import case_trail
from tests.builders import CourtHouse, accepted_case, actor_of, court_with_people, drawn_case
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=3))
FILED = date(2025, 3, 14)
K = LedgerKind
day = date.fromisoformat


@pytest.fixture
def case(house: CourtHouse) -> Case:
    """A civil case in the ordinary procedure, filed on 14 March 2025 and drawn: due on 14 September."""
    return drawn_case(house, on=FILED, procedure="ordinary")


def handler(case: Case, on: str) -> Actor:
    found = case.handling.handler
    assert found is not None
    return actor_of(found, day(on))


def stop(ground: str, starts: str, ends: str | None = None, kind: LedgerKind = K.EXCLUSION) -> LedgerEntry:
    return LedgerEntry(kind=kind, ground=ground, starts_on=day(starts), ends_on=day(ends) if ends else None)


def enter(case: Case, entry: LedgerEntry, actor: Actor, **over: str) -> LedgerItem:
    given = {"document": "（2025）吉0621民初1号委托鉴定书", "reason": "当事人申请鉴定", **over}
    return enter_item(case_id=case.pk, entered=Entered(entry=entry, **given), actor=actor)


def clock(case: Case) -> CaseClock:
    return CaseClock.objects.get(case=case)


def test_an_open_stop_stands_the_clock_still_and_its_end_starts_it(case: Case) -> None:
    item = enter(case, stop("X02", "2025-04-01"), handler(case, "2025-04-02"))
    assert (item.state, item.backdated) == ("in_force", False)
    assert (clock(case).stopped_since, clock(case).due_on) == (day("2025-04-01"), None)
    end_item(
        item_id=item.pk, ends_on=day("2025-05-01"), document="鉴定意见书", actor=handler(case, "2025-05-02")
    )
    moved = clock(case)
    assert (moved.stopped_since, moved.due_on, moved.days_excluded) == (None, day("2025-10-14"), 30)
    verbs = [event["verb"] for event in case_trail(case.pk)]
    for verb in ("ledger_entered", "ledger_ended", "clock_recomputed"):
        assert verb in verbs
    found = limit_of(Case.objects.get(pk=case.pk), day("2025-06-01"))
    assert found is not None and found.result is not None
    assert any("X02" in step.zh and "扣除 30 日" in step.zh for step in found.result.explanation)


def test_what_began_long_ago_waits_for_the_head_and_does_not_count(house: CourtHouse, case: Case) -> None:
    item = enter(case, stop("X02", "2025-04-01", "2025-05-01"), handler(case, "2025-05-10"))
    assert (item.state, item.backdated) == ("proposed", True)
    assert clock(case).due_on == day("2025-09-14") and ledger_of(case.pk) == ()
    head = actor_of(house.head, day("2025-05-12"))
    answer_item(item_id=item.pk, agreed=True, answer="", actor=head)
    assert clock(case).due_on == day("2025-10-14")
    with pytest.raises(Refused) as refused:
        answer_item(item_id=item.pk, agreed=False, answer="重复", actor=head)
    assert refused.value.code == "LIM-LEDGER-STATE"


def test_what_the_head_declines_never_counts_and_stays_to_be_read(house: CourtHouse, case: Case) -> None:
    item = enter(case, stop("X02", "2025-04-01", "2025-05-01"), handler(case, "2025-05-10"))
    head = actor_of(house.head, day("2025-05-12"))
    with pytest.raises(InvalidInput):
        answer_item(item_id=item.pk, agreed=False, answer=" ", actor=head)
    declined = answer_item(item_id=item.pk, agreed=False, answer="无委托手续", actor=head)
    assert (declined.state, declined.answer) == ("declined", "无委托手续")
    assert clock(case).due_on == day("2025-09-14") and LedgerItem.objects.filter(case=case).count() == 1


@pytest.mark.parametrize(("entered_on", "waits"), [("2025-04-06", False), ("2025-04-07", True)])
def test_five_days_are_in_time(case: Case, entered_on: str, waits: bool) -> None:
    assert enter(case, stop("X02", "2025-04-01"), handler(case, entered_on)).backdated is waits


def test_nobody_confirms_what_they_entered(house: CourtHouse, case: Case) -> None:
    """Not even one who holds both posts; the database keeps it too."""
    item = enter(case, stop("X02", "2025-04-01"), handler(case, "2025-05-10"))
    LedgerItem.objects.filter(pk=item.pk).update(entered_by_person=house.head)
    with pytest.raises(Refused) as refused:
        answer_item(item_id=item.pk, agreed=True, answer="", actor=actor_of(house.head, day("2025-05-12")))
    assert refused.value.code == "LIM-LEDGER-SELF"
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerItem.objects.filter(pk=item.pk).update(state="in_force", answered_by_person=house.head)


def test_a_restart_always_waits(house: CourtHouse, case: Case) -> None:
    entry = LedgerEntry(kind=K.RESTART, on=day("2025-04-10"))
    item = enter(case, entry, handler(case, "2025-04-11"), document="移送函", reason="管辖变更，本院收案")
    assert item.state == "proposed" and clock(case).due_on == day("2025-09-14")
    answer_item(item_id=item.pk, agreed=True, answer="", actor=actor_of(house.head, day("2025-04-12")))
    assert clock(case).due_on == day("2025-10-10")


def test_a_conversion_changes_rule_and_procedure_and_keeps_the_start(house: CourtHouse) -> None:
    """Summary to ordinary: counted from filing (法释〔2022〕11号第二百五十八条); example 14."""
    case = drawn_case(house, on=day("2025-04-01"), procedure="summary")
    assert clock(case).due_on == day("2025-07-01")
    entry = LedgerEntry(kind=K.CONVERSION, to_rule="CIV1_ORD", on=day("2025-06-24"))
    enter(
        case,
        entry,
        handler(case, "2025-06-24"),
        document="（2025）吉0621民初1号之一裁定书",
        reason="案情复杂",
    )
    moved = clock(case)
    assert (moved.rule_code, moved.now_rule_code, moved.due_on) == ("CIV1_SUM", "CIV1_ORD", day("2025-10-01"))
    assert Case.objects.get(pk=case.pk).procedure == "ordinary"
    assert "procedure_changed" in [event["verb"] for event in case_trail(case.pk)]


REFUSED: dict[str, tuple[str, LedgerEntry, str]] = {
    "a ground not on the list": ("LIM-X-00", stop("X99", "2025-04-01"), "2025-04-02"),
    "a criminal ground": ("LIM-X-CATEGORY", stop("X03", "2025-04-01"), "2025-04-02"),
    "more than a month": ("LIM-X-CAP", stop("X10", "2025-04-01", "2025-05-02"), "2025-05-02"),
    "begun after expiry": ("LIM-X-AFTER-DUE", stop("X02", "2025-09-15"), "2025-09-16"),
    "before the limit": ("LIM-EVENT-EARLY", stop("X02", "2025-03-13"), "2025-03-16"),
    "converted to what it cannot become": (
        "LIM-CONVERT-NOT-ALLOWED",
        LedgerEntry(kind=K.CONVERSION, to_rule="CIV1_SUM", on=day("2025-04-01")),
        "2025-04-01",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_law_says_no_and_nothing_changes(case: Case, name: str) -> None:
    code, entry, on = REFUSED[name]
    with pytest.raises(Refused) as refused:
        enter(case, entry, handler(case, on))
    assert refused.value.code == code and refused.value.params["case_id"] == case.pk
    assert clock(case).due_on == day("2025-09-14") and not LedgerItem.objects.filter(case=case).exists()


def test_a_conversion_ruled_too_late_is_refused(house: CourtHouse) -> None:
    case = drawn_case(house, on=day("2025-04-01"), procedure="summary")
    entry = LedgerEntry(kind=K.CONVERSION, to_rule="CIV1_ORD", on=day("2025-07-02"))
    with pytest.raises(Refused) as refused:
        enter(case, entry, handler(case, "2025-07-02"))
    assert refused.value.code == "LIM-CONVERT-LATE"


INVALID: dict[str, tuple[LedgerEntry, dict[str, str], set[str]]] = {
    "tomorrow": (stop("X02", "2025-04-03"), {}, {"starts_on"}),
    "no paper and no reason": (
        stop("X02", "2025-04-01"),
        {"document": " ", "reason": ""},
        {"document", "reason"},
    ),
    "an extension by hand": (LedgerEntry(kind=K.EXTENSION, on=day("2025-04-01")), {}, {"kind"}),
}


@pytest.mark.parametrize("name", INVALID)
def test_what_cannot_be_read_is_said_field_by_field(case: Case, name: str) -> None:
    entry, over, fields = INVALID[name]
    with pytest.raises(InvalidInput) as invalid:
        enter(case, entry, handler(case, "2025-04-02"), **over)
    assert set(invalid.value.errors) == fields


def test_the_end_is_given_once_with_its_paper_and_not_before_the_start(case: Case) -> None:
    item = enter(case, stop("X02", "2025-04-01"), handler(case, "2025-04-02"))
    later = handler(case, "2025-05-02")
    for ends, paper, field in (
        ("2025-03-31", "意见书", "ends_on"),
        ("2025-05-03", "意见书", "ends_on"),
        ("2025-05-01", " ", "document"),
    ):
        with pytest.raises(InvalidInput) as invalid:
            end_item(item_id=item.pk, ends_on=day(ends), document=paper, actor=later)
        assert set(invalid.value.errors) == {field}
    end_item(item_id=item.pk, ends_on=day("2025-05-01"), document="意见书", actor=later)
    with pytest.raises(Refused) as refused:
        end_item(item_id=item.pk, ends_on=day("2025-05-02"), document="意见书", actor=later)
    assert refused.value.code == "LIM-LEDGER-ENDED"


def test_a_stop_may_not_end_beyond_its_cap(case: Case) -> None:
    item = enter(case, stop("X10", "2025-04-01"), handler(case, "2025-04-02"))
    with pytest.raises(Refused) as refused:
        end_item(
            item_id=item.pk, ends_on=day("2025-05-02"), document="笔录", actor=handler(case, "2025-05-02")
        )
    assert refused.value.code == "LIM-X-CAP" and clock(case).stopped_since == day("2025-04-01")


def test_a_mistake_is_cancelled_by_the_head_with_its_reason(house: CourtHouse, case: Case) -> None:
    item = enter(case, stop("X02", "2025-04-08", "2025-04-12"), handler(case, "2025-04-12"))
    head = actor_of(house.head, day("2025-04-13"))
    assert clock(case).due_on == day("2025-09-18")
    with pytest.raises(Refused) as refused:
        cancel_item(item_id=item.pk, reason="登记错案", actor=handler(case, "2025-04-13"))
    assert refused.value.code == "PEOPLE-RIGHT"
    with pytest.raises(InvalidInput):
        cancel_item(item_id=item.pk, reason="", actor=head)
    gone = cancel_item(item_id=item.pk, reason="登记错案", actor=head)
    assert (gone.state, gone.answer) == ("cancelled", "登记错案")
    assert clock(case).due_on == day("2025-09-14")


def test_a_ruling_is_no_mistake_of_entry(house: CourtHouse) -> None:
    case = drawn_case(house, on=day("2025-04-01"), procedure="summary")
    entry = LedgerEntry(kind=K.CONVERSION, to_rule="CIV1_ORD", on=day("2025-06-24"))
    item = enter(case, entry, handler(case, "2025-06-24"))
    with pytest.raises(Refused) as refused:
        cancel_item(item_id=item.pk, reason="误转", actor=actor_of(house.head, day("2025-06-25")))
    assert refused.value.code == "LIM-LEDGER-DECIDED"


def test_the_parties_are_told_once(case: Case) -> None:
    item = enter(case, stop("X02", "2025-04-01"), handler(case, "2025-04-02"))
    actor = handler(case, "2025-04-03")
    with pytest.raises(InvalidInput) as invalid:
        tell_parties(item_id=item.pk, told_on=day("2025-03-31"), told_how="", actor=actor)
    assert set(invalid.value.errors) == {"told_on", "told_how"}
    told = tell_parties(item_id=item.pk, told_on=day("2025-04-03"), told_how="电子送达双方", actor=actor)
    assert (told.told_on, told.told_how) == (day("2025-04-03"), "电子送达双方")
    with pytest.raises(Refused) as refused:
        tell_parties(item_id=item.pk, told_on=day("2025-04-03"), told_how="再次", actor=actor)
    assert refused.value.code == "LIM-LEDGER-TOLD"


def test_who_may_not_keep_the_ledger(house: CourtHouse, case: Case) -> None:
    for person in (house.president, house.head, house.trial_management):
        with pytest.raises(Refused) as refused:
            enter(case, stop("X02", "2025-04-01"), actor_of(person, day("2025-04-02")))
        assert refused.value.code == "PEOPLE-RIGHT"
    strangers: list[Person] = [judge for judge in house.judges if judge.pk != case.handling.handler_id]
    with pytest.raises(NotVisible):
        enter(case, stop("X02", "2025-04-01"), actor_of(strangers[0], day("2025-04-02")))


def test_nothing_is_entered_once_the_case_is_closed_or_before_it_runs(house: CourtHouse, case: Case) -> None:
    close_case(
        case_id=case.pk, closed_on=day("2025-06-01"), disposal="judgment", actor=handler(case, "2025-06-01")
    )
    with pytest.raises(Refused) as refused:
        enter(case, stop("X02", "2025-05-30"), handler(case, "2025-06-02"))
    assert refused.value.code == "LIM-LEDGER-NOT-OPEN"
    waiting: Any = accepted_case(house, on=FILED, procedure="ordinary")
    CaseClock.objects.filter(case=waiting).update(base_on=None)
    with pytest.raises(Refused) as refused:
        enter(waiting, stop("X02", "2025-04-01"), actor_of(house.clerk, day("2025-04-02")))
    assert refused.value.code == "LIM-LEDGER-NO-CLOCK"


def test_stops_that_overlap_count_once_whoever_entered_them(house: CourtHouse, case: Case) -> None:
    """Example 10 of the rules in the ledger of a real case: 92 days, not 108."""
    other = drawn_case(house, on=day("2025-01-10"), procedure="ordinary")
    head = actor_of(house.head, day("2025-05-22"))
    for ground, starts, ends in (("X02", "2025-02-17", "2025-05-06"), ("X07", "2025-04-20", "2025-05-20")):
        item = enter(other, stop(ground, starts, ends), actor_of(house.clerk, day("2025-05-21")))
        answer_item(item_id=item.pk, agreed=True, answer="", actor=head)
    assert (clock(other).days_excluded, clock(other).due_on) == (92, day("2025-10-10"))
    assert clock(other).due_on - FILED > timedelta(0)  # type: ignore[operator]
