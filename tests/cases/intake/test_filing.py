"""Filing: what is read, what is answered to bad input, and that nothing is ever half-saved."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from cases.docket.models import Case, CaseHandling, CaseText, RelatedCase
from cases.intake.services.filing import file_case
from cases.intake.services.review import accept_case
from cases.parties.models import Party
from cases.parties.services import digest, unseal
from courts.actors.domain import Role
from courts.outbox.models import OutboxMessage
from courts.places.models import Court
from courts.places.services import ensure_court
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.models import TrailEvent
from courts.trail.selectors import case_trail
from tests.builders import (
    DAY,
    ID_CARD,
    actor_of,
    court_with_people,
    filed_case,
    machine,
    person_of,
    raw_filing,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401

PLAINTIFF = {"role": "plaintiff", "kind": "person", "name": "王建国"}
DEFENDANT = {"role": "defendant", "kind": "organisation", "name": "抚松县长白山木业有限公司"}
TABLES = (Case, CaseHandling, CaseText, RelatedCase, Party, OutboxMessage, TrailEvent)


def make() -> Any:
    people = court_with_people()
    closed = ensure_court(number_code="吉0622", actor=machine()).court
    clerk = person_of(closed, Role.CLERK)
    Court.objects.filter(pk=closed.pk).update(closed_on=DAY)
    return SimpleNamespace(
        people=people, closed=closed, clerk=actor_of(people.clerk), closed_clerk=actor_of(clerk)
    )


house = kept(make)


def rows() -> list[int]:
    return [table.objects.count() for table in TABLES]


def errors_of(house: Any, raw: Any) -> dict[str, list[str]]:
    """What a filing is told; after it the database is as before."""
    before = rows()
    with pytest.raises(InvalidInput) as invalid:
        file_case(raw, actor=house.clerk)
    assert rows() == before
    assert all(message.strip() for texts in invalid.value.errors.values() for message in texts)
    return invalid.value.errors


def test_a_filing_is_registered_with_all_it_said(house: Any) -> None:
    case = file_case(
        raw_filing(
            title="王建国诉长白山木业",
            external_number="外-1",
            series_key="S1",
            four_category=False,
            detained=None,
        ),
        actor=house.clerk,
    )
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.number, case.filed_on, case.court.code) == ("received", None, None, "220621")
    assert (case.type_code, case.category, case.procedure) == ("民初", "civil", "ordinary")
    assert (case.cause_name, case.claim_fen, case.limit_rule) == ("民间借贷纠纷", 126_840_000, "CIV1_ORD")
    assert (case.received_on, case.channel, case.sealed) == (DAY - timedelta(days=3), "counter", "none")
    assert (case.four_category, case.detained, case.external_number) == (False, False, "外-1")
    assert (case.entered_by_id, case.entered_at) == (house.people.clerk.pk, house.clerk.at)
    assert case.text.facts == "被告借款到期未还。"
    assert (case.handling.handler, case.handling.assigned_on) == (None, None)
    assert [event["verb"] for event in case_trail(case.pk)] == ["case_filed"]
    assert OutboxMessage.objects.get(topic="case_filed").body == {"case": str(case.pk)}


def test_identity_numbers_are_kept_encrypted_and_shown_masked(house: Any) -> None:
    party = filed_case(house.people, parties=raw_filing()["parties"]).parties.order_by("order").first()
    assert ID_CARD not in str(bytes(party.id_cipher)) and unseal(party.id_cipher) == ID_CARD
    assert (party.id_masked, party.id_digest) == ("2206211985******37", digest(ID_CARD))


MISSING = {
    "court": None,
    "case_type": None,
    "procedure": None,
    "cause": None,
    "received_on": None,
    "channel": None,
    "parties": None,
}


@pytest.mark.parametrize("field", MISSING)
def test_a_missing_field_is_named(house: Any, field: str) -> None:
    assert list(errors_of(house, raw_filing(**{field: None}))) == [field]
    blank = errors_of(house, raw_filing(**{field: [] if field == "parties" else "  "}))
    assert list(blank) == [field]


def test_an_empty_filing_names_all_that_is_missing_at_once(house: Any) -> None:
    assert set(errors_of(house, {})) == set(MISSING)


def party(**over: Any) -> dict[str, Any]:
    return {"parties": [{**PLAINTIFF, **over}, DEFENDANT]}


BAD = [
    ("court", {"court": "999999"}),
    ("court", {"court": "2206211"}),
    ("court", {"court": ["220621"]}),
    ("case_type", {"case_type": "民出"}),
    ("case_type", {"case_type": {"code": "民初"}}),
    ("procedure", {"procedure": "quick"}),
    ("procedure", {"procedure": ["ordinary"]}),
    ("channel", {"channel": "mail"}),
    ("channel", {"channel": "import"}),
    ("sealed", {"sealed": "yes"}),
    ("cause", {"cause": "没有这种纠纷"}),
    ("cause", {"cause": "盗窃罪"}),
    ("cause", {"cause": {"code": 1}}),
    ("received_on", {"received_on": str(DAY + timedelta(days=1))}),
    ("received_on", {"received_on": "2026-02-30"}),
    ("received_on", {"received_on": "10.03.2026"}),
    ("received_on", {"received_on": "1812-01-01"}),
    ("received_on", {"received_on": 20260310.5}),
    ("received_on", {"received_on": {"day": 1}}),
    ("claim_amount", {"claim_amount": "-5"}),
    ("claim_amount", {"claim_amount": "12.345"}),
    ("claim_amount", {"claim_amount": "一百元"}),
    ("claim_amount", {"claim_amount": True}),
    ("claim_amount", {"claim_amount": ["1"]}),
    ("claim_amount", {"claim_amount": "10000000000000"}),
    ("title", {"title": "长" * 201}),
    ("title", {"title": {"a": "b"}}),
    ("title", {"title": "a\x00b"}),
    ("facts", {"facts": "长" * 200_001}),
    ("facts", {"facts": ["x"]}),
    ("facts", {"facts": "a\ud800b"}),
    ("external_number", {"external_number": "1" * 81}),
    ("series_key", {"series_key": "1" * 81}),
    ("detained", {"detained": "yes"}),
    ("four_category", {"four_category": "no"}),
    ("four_category", {"four_category": []}),
    ("limit_rule", {"limit_rule": ["CIV1_ORD"]}),
    ("related_to", {"related_to": "abc"}),
    ("related_to", {"related_to": ["no-uuid"]}),
    ("related_to", {"related_to": [str(uuid4())]}),
    ("related_to", {"related_to": [{"id": 1}]}),
    ("parties", {"parties": "王建国"}),
    ("parties", {"parties": {"0": PLAINTIFF}}),
    ("parties", {"parties": [PLAINTIFF, "被告"]}),
    ("parties", {"parties": [DEFENDANT]}),
    ("parties[0].name", party(name="")),
    ("parties[0].name", party(name="王" * 121)),
    ("parties[0].name", party(name=["王"])),
    ("parties[0].name", party(name="王\x00")),
    ("parties[0].role", party(role="suitor")),
    ("parties[0].role", party(role=None)),
    ("parties[0].role", party(role=["plaintiff"])),
    ("parties[0].kind", party(kind="man")),
    ("parties[0].kind", party(kind={})),
    ("parties[0].id_number", party(id_number="220621198503121238")),
    ("parties[0].id_number", party(id_number="22062119850230123X")),
    ("parties[0].id_number", party(id_number="2206211985031212")),
    ("parties[0].id_number", party(id_number={"n": 1})),
    ("parties[0].id_number", party(kind="organisation", id_number="91220621MA0Y3XXX1X")),
    ("parties[0].id_number", party(id_type="other", id_number="1" * 61)),
    ("parties[0].id_type", party(id_type="passport", id_number="1")),
    ("parties[0].phone", party(phone="12345")),
    ("parties[0].address", party(address="街" * 201)),
    ("parties[0].address", party(address={"city": 1})),
]


@pytest.mark.parametrize(("field", "over"), BAD, ids=[f"{f}-{n}" for n, (f, _) in enumerate(BAD)])
def test_bad_input_is_named_by_its_field_and_nothing_is_saved(house: Any, field: str, over: Any) -> None:
    assert list(errors_of(house, raw_filing(**over))) == [field]


def test_all_errors_come_at_once_each_with_its_field(house: Any) -> None:
    found = errors_of(
        house,
        raw_filing(
            cause="没有",
            received_on="x",
            claim_amount="x",
            parties=[{**PLAINTIFF, "id_number": "1"}, {**DEFENDANT, "name": " "}],
        ),
    )
    assert set(found) == {"cause", "received_on", "claim_amount", "parties[0].id_number", "parties[1].name"}


def test_numbers_typed_on_a_chinese_keyboard_are_read_as_meant(house: Any) -> None:
    wide = str.maketrans("0123456789()", "０１２３４５６７８９（）")
    row = {"id_number": ID_CARD.translate(wide), "phone": "(0439)6221234".translate(wide)}
    party = file_case(raw_filing(parties=[{**PLAINTIFF, **row}]), actor=house.clerk).parties.get()
    assert (unseal(party.id_cipher), unseal(party.phone_cipher)) == (ID_CARD, "04396221234")


@pytest.mark.parametrize(
    ("code", "over"),
    [
        ("NUM-LEVEL", {"case_type": "民终", "procedure": "second_instance"}),
        ("INTAKE-PROCEDURE", {"procedure": "second_instance"}),
        ("NUM-RESERVED", {"cause": "船舶碰撞损害责任纠纷"}),
        ("LIM-RULE-CHOICE", {"case_type": "破申", "procedure": "review", "cause": "申请破产清算"}),
        ("LIM-RULE-UNFIT", {"limit_rule": "MAR_GA"}),
        ("LIM-RULE-UNFIT", {"procedure": "small_claims", "limit_rule": "CIV1_FOREIGN"}),
    ],
)
def test_what_is_well_formed_but_unlawful_is_refused_by_its_rule(
    house: Any, code: str, over: dict[str, Any]
) -> None:
    before = rows()
    with pytest.raises(Refused) as refused:
        file_case(raw_filing(**over), actor=house.clerk)
    assert refused.value.code == code
    assert rows() == before


def test_a_named_limit_rule_settles_the_choice(house: Any) -> None:
    raw = raw_filing(case_type="民特", procedure="special", cause="申请宣告自然人失踪", claim_amount=None)
    assert (
        file_case({**raw, "limit_rule": "CIV_SP_MISSING"}, actor=house.clerk).limit_rule == "CIV_SP_MISSING"
    )


def test_a_closed_court_takes_no_filing(house: Any) -> None:
    before = rows()
    with pytest.raises(Refused) as refused:
        file_case(raw_filing(court=house.closed.code, received_on=str(DAY)), actor=house.closed_clerk)
    assert refused.value.code == "INTAKE-COURT-CLOSED"
    assert refused.value.params["court"] == house.closed.name
    assert rows() == before


def test_what_came_in_before_a_court_closed_is_entered_but_not_accepted_after(house: Any) -> None:
    eve = DAY - timedelta(days=1)
    raw = raw_filing(court=house.closed.code, received_on=str(eve))
    case = file_case(raw, actor=house.closed_clerk)
    with pytest.raises(Refused) as refused:
        accept_case(case_id=case.pk, accepted_on=DAY, actor=house.closed_clerk)
    assert refused.value.code == "INTAKE-COURT-CLOSED"
    assert accept_case(case_id=case.pk, accepted_on=eve, actor=house.closed_clerk).filed_on == eve


def test_only_a_post_that_files_files_and_only_in_its_court(house: Any) -> None:
    for person in (house.people.judge, house.people.president, house.people.upper_clerk):
        with pytest.raises(Refused) as refused:
            file_case(raw_filing(), actor=actor_of(person))
        assert refused.value.code == "PEOPLE-RIGHT"


def test_the_same_outside_number_comes_in_once_a_court(house: Any) -> None:
    file_case(raw_filing(external_number="外-7"), actor=house.clerk)
    assert list(errors_of(house, raw_filing(external_number="外-7"))) == ["external_number"]
    upper = actor_of(house.people.upper_clerk)
    file_case(raw_filing(court=house.people.upper.code, external_number="外-7"), actor=upper)


def test_a_related_case_is_linked_once_and_only_if_visible(house: Any) -> None:
    first = filed_case(house.people)
    second = filed_case(house.people, related_to=[str(first.pk), str(first.pk).upper()])
    assert list(second.related.values_list("other_id", flat=True)) == [first.pk]
    hidden = filed_case(house.people)
    Case.objects.filter(pk=hidden.pk).update(sealed="privacy", entered_by=house.people.judge)
    assert list(errors_of(house, raw_filing(related_to=[str(hidden.pk)]))) == ["related_to"]
