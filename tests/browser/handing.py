"""Changes of handler, recusals, void and batched draws, for the walk over all pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from assignment.changes.services import Said, advise_change, ask_change, decide_change, report_interference
from assignment.draws.services import ask_void, commit_batch, commit_draw, fix_batch, reveal_batch
from assignment.recusals.services import NewRecusal, ask_recusal, ask_review, decide_recusal
from cases.docket.models import Case
from courts.actors.domain import Actor
from courts.people.models import Person
from tests.builders import CourtHouse, accepted_case, actor_of, drawn_case, today

REASON, EVIDENCE = "住院手术，三个月内不能开庭。", "诊断证明"


def handed(house: CourtHouse, cases: dict[str, Case], things: dict[str, Any]) -> None:
    """A change that waits, one that is done; a recusal that waits, one reconsidered; a void draw, a batch."""
    _changes(house, cases, things)
    _recusals(house, cases, things)
    _draws(house, cases, things)


def _now(person: Person) -> Actor:
    return actor_of(person, timezone.now())


def _handler(case: Case) -> Person:
    case.handling.refresh_from_db()
    found = case.handling.handler
    assert found is not None
    return found


def _changes(house: CourtHouse, cases: dict[str, Case], things: dict[str, Any]) -> None:
    for step in ("changing", "changed"):
        case = cases[step] = drawn_case(house, on=today())
        judge = _handler(case)
        other = next(one for one in house.judges if one.pk != judge.pk)
        things[step] = ask_change(
            case_id=case.pk,
            ground="G3",
            reason=REASON,
            evidence=EVIDENCE,
            to=other.pk if step == "changed" else None,
            actor=_now(judge),
        )
    said, asked = Said(agreed=True, text="情况属实。"), things["changed"].pk
    advise_change(request_id=asked, said=said, actor=_now(house.head))
    decide_change(request_id=asked, said=said, actor=_now(house.president))
    things["report"] = report_interference(
        case_id=cases["changed"].pk,
        kind="leader",
        happened_on=today(),
        text="有人来电打招呼。",
        actor=_now(_handler(cases["changed"])),
    )


def _recusals(house: CourtHouse, cases: dict[str, Case], things: dict[str, Any]) -> None:
    for step in ("recusing", "recused"):
        case = cases[step] = drawn_case(house, on=today())
        new = NewRecusal(
            part="judge",
            asked="party",
            grounds=["R01", "R06"],
            statement="系被告的近亲属。",
            person=_handler(case).pk,
            party=case.parties.order_by("order")[0].pk,
        )
        things[step] = ask_recusal(case_id=case.pk, new=new, actor=_now(house.clerk))
    asked = things["recused"].pk
    decide_recusal(recusal_id=asked, agreed=False, reason="没有证据。", actor=_now(house.president))
    ask_review(recusal_id=asked, reason="有新的证据。", actor=_now(house.clerk))


def _draws(house: CourtHouse, cases: dict[str, Case], things: dict[str, Any]) -> None:
    clerk = _now(house.clerk)
    made = commit_batch(case_ids=[accepted_case(house, on=today()).pk for _ in range(2)], actor=clerk)
    assert made.made is not None
    things["batch"] = made.made
    fix_batch(batch_id=made.made.pk, nonce="271828", source="witness", by="审管办 王某", actor=clerk)
    reveal_batch(batch_id=made.made.pk, actor=clerk)
    case = cases["voiding"] = accepted_case(house, on=today())
    things["voiding"] = commit_draw(case_id=case.pk, actor=clerk)
    ask_void(draw_id=things["voiding"].pk, reason="名单有误。", actor=_now(house.trial_management))
