"""Drafts: saved as typed, kept on errors, handed in once, nobody else's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from cases.docket.models import Case
from cases.intake.models import FilingDraft
from cases.intake.selectors import get_draft, open_drafts
from cases.intake.services.drafts import discard_draft, hand_in, save_draft, start_draft
from courts.actors.domain import Actor, Right, Role, Viewer
from courts.people.selectors import viewer_of
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from tests.builders import DAY, actor_of, court_with_people, instant, person_of, raw_filing
from tests.kit.kept import each_afresh, kept  # noqa: F401

TYPED = {**raw_filing(), "four_category": False}


def make() -> Any:
    people = court_with_people()
    clerk = actor_of(people.clerk)
    draft = start_draft(court=people.court, actor=clerk)
    other = actor_of(person_of(people.court, Role.CLERK, username="clerk2"))
    return SimpleNamespace(people=people, clerk=clerk, draft=draft, other=other)


house = kept(make)


def save(house: Any, **over: Any) -> FilingDraft:
    return save_draft(draft_id=house.draft.pk, data={**TYPED, **over}, actor=house.clerk)


def test_what_was_typed_is_there_on_another_machine(house: Any) -> None:
    assert house.draft.data == {}
    save(house, cause="没写完", claim_amount="12.5万")
    found = get_draft(viewer_of(house.people.clerk, DAY), str(house.draft.pk))
    assert found.data == {**TYPED, "cause": "没写完", "claim_amount": "12.5万"}
    assert list(open_drafts(viewer_of(house.people.clerk, DAY))) == [found]


def test_the_last_saved_draft_comes_first(house: Any) -> None:
    later = actor_of(house.people.clerk, instant(hour=10))
    second = start_draft(court=house.people.court, actor=later)
    assert [draft.pk for draft in open_drafts(house.clerk.viewer)] == [second.pk, house.draft.pk]
    save_draft(draft_id=house.draft.pk, data=TYPED, actor=actor_of(house.people.clerk, instant(hour=11)))
    assert [draft.pk for draft in open_drafts(house.clerk.viewer)] == [house.draft.pk, second.pk]


@pytest.mark.parametrize(
    "typed", [{"title": "a\x00b"}, {"facts": "a\ud800b"}, {"parties": [{"name": "\x00"}]}]
)
def test_characters_no_database_holds_lose_nothing_else(house: Any, typed: dict[str, Any]) -> None:
    kept_data = save(house, **typed).data
    assert kept_data["cause"] == TYPED["cause"]
    assert "\x00" not in repr(kept_data) and "\\x00" not in repr(kept_data)


def test_handing_in_makes_the_case_and_the_draft_remembers_it(house: Any) -> None:
    save(house, court="220600")
    case = hand_in(draft_id=house.draft.pk, actor=house.clerk)
    assert (case.court_id, case.entered_by_id) == (house.people.court.pk, house.people.clerk.pk)
    assert FilingDraft.objects.get(pk=house.draft.pk).case_id == case.pk
    assert not open_drafts(house.clerk.viewer).exists()


def test_a_second_submission_answers_the_same_case(house: Any) -> None:
    save(house)
    first, second = (hand_in(draft_id=house.draft.pk, actor=house.clerk) for _ in range(2))
    assert first.pk == second.pk
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"cause": "没有这种"}, "cause"),
        ({"parties": [{"role": "plaintiff", "kind": "person", "name": ""}]}, "parties[0].name"),
        ({"four_category": None}, "four_category"),
        ({"four_category": ""}, "four_category"),
    ],
)
def test_a_draft_keeps_all_that_was_typed_when_it_cannot_be_handed_in(
    house: Any, over: dict[str, Any], field: str
) -> None:
    save(house, **over)
    with pytest.raises(InvalidInput) as invalid:
        hand_in(draft_id=house.draft.pk, actor=house.clerk)
    assert list(invalid.value.errors) == [field]
    kept_draft = FilingDraft.objects.get(pk=house.draft.pk)
    assert (kept_draft.data, kept_draft.case) == ({**TYPED, **over}, None)
    save(house)
    assert hand_in(draft_id=house.draft.pk, actor=house.clerk).status == "received"


def test_a_refused_filing_keeps_its_draft_too(house: Any) -> None:
    save(house, procedure="second_instance")
    with pytest.raises(Refused):
        hand_in(draft_id=house.draft.pk, actor=house.clerk)
    assert FilingDraft.objects.get(pk=house.draft.pk).data["procedure"] == "second_instance"


def test_an_empty_draft_is_told_what_it_lacks(house: Any) -> None:
    with pytest.raises(InvalidInput):
        hand_in(draft_id=house.draft.pk, actor=house.clerk)
    assert not Case.objects.exists()


def test_a_draft_that_became_a_case_changes_no_more(house: Any) -> None:
    save(house)
    case = hand_in(draft_id=house.draft.pk, actor=house.clerk)
    assert save(house, title="太晚").data == TYPED
    discard_draft(draft_id=house.draft.pk, actor=house.clerk)
    assert FilingDraft.objects.get(pk=house.draft.pk).case_id == case.pk


def test_a_draft_can_be_thrown_away(house: Any) -> None:
    discard_draft(draft_id=house.draft.pk, actor=house.clerk)
    assert not FilingDraft.objects.exists()


@pytest.mark.parametrize("draft_id", ["mine", "no-uuid", UUID(int=7)])
def test_anybody_elses_draft_is_not_there(house: Any, draft_id: Any) -> None:
    wanted = house.draft.pk if draft_id == "mine" else draft_id
    acts = (
        lambda: get_draft(house.other.viewer, wanted),
        lambda: save_draft(draft_id=wanted, data={}, actor=house.other),
        lambda: hand_in(draft_id=wanted, actor=house.other),
        lambda: discard_draft(draft_id=wanted, actor=house.other),
    )
    for act in acts:
        with pytest.raises(NotVisible):
            act()
    assert not open_drafts(house.other.viewer).exists()


def test_drafts_belong_to_people_who_may_file(house: Any) -> None:
    with pytest.raises(Refused) as refused:
        start_draft(court=house.people.court, actor=actor_of(house.people.judge))
    assert refused.value.code == "PEOPLE-RIGHT"
    rights = frozenset({(house.people.court.pk, Right.FILE)})
    client = Actor(at=instant(), label="接口", viewer=Viewer(None, court_rights=rights, client_id=1))
    with pytest.raises(NotVisible):
        start_draft(court=house.people.court, actor=client)
    assert not open_drafts(client.viewer).exists()
