"""Several cases of one pool drawn together: consecutive numbers, one number of a witness."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assignment.draws.domain import check_series
from assignment.draws.models import Draw, DrawBatch, DrawChain
from assignment.draws.services import commit_batch, fix_batch, reveal_batch
from assignment.pools.models import PoolAlert, PoolMember
from cases.docket.models import Case
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from tests.assignment.draws.bench import clerk, commit, nonce, series, short_chains
from tests.builders import CourtHouse, accepted_case, actor_of, court_with_people, drawn_case, instant
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


def cases(house: CourtHouse, number: int = 3) -> list[Case]:
    return [accepted_case(house) for _ in range(number)]


def together(house: CourtHouse, found: list[Case]) -> Any:
    return commit_batch(case_ids=[case.pk for case in found], actor=clerk(house))


def refused(act: Any, **facts: Any) -> str:
    with pytest.raises(Refused) as found:
        act(**facts)
    return found.value.code


def test_consecutive_numbers_one_nonce_a_snapshot_each(house: CourtHouse) -> None:
    found = cases(house)
    done = together(house, found)
    assert [draw.draw_no for draw in done.draws] == [1, 2, 3] and done.left == ()
    assert len({draw.snapshot_hash for draw in done.draws}) == 3
    fix_batch(
        batch_id=done.made.pk,
        nonce="271828",
        source="witness",
        by="审管办 王某",
        actor=clerk(house, minutes=1),
    )
    assert reveal_batch(batch_id=done.made.pk, actor=clerk(house, minutes=2)) == ()
    rows = Draw.objects.order_by("draw_no").values_list("status", "nonce", "nonce_source", "nonce_by")
    assert set(rows) == {("result", "271828", "witness", "审管办 王某")}
    assert Case.objects.filter(handling__handler=None).count() == 0
    assert check_series(*series(house)) == []


def test_what_stands_in_the_way_leaves_only_that_case_out(house: CourtHouse) -> None:
    found = [*cases(house, 2), drawn_case(house)]
    done = together(house, found)
    (left,) = done.left
    assert (left.case, left.refused.code) == (found[2], "DRAW-HAS-HANDLER")
    assert len(done.draws) == 2
    again = together(house, found)
    assert again.made is None and {one.refused.code for one in again.left} == {
        "DRAW-UNFINISHED",
        "DRAW-HAS-HANDLER",
    }
    assert DrawBatch.objects.count() == 1


def test_one_pool_only(house: CourtHouse) -> None:
    mixed = [accepted_case(house), accepted_case(house, criminal=True)]
    assert refused(commit_batch, case_ids=[case.pk for case in mixed], actor=clerk(house)) == (
        "DRAW-BATCH-POOLS"
    )
    with pytest.raises(InvalidInput):
        commit_batch(case_ids=[], actor=clerk(house))
    with pytest.raises(NotVisible):
        commit_batch(case_ids=[mixed[0].pk], actor=actor_of(house.upper_clerk))
    right = refused(commit_batch, case_ids=[mixed[0].pk], actor=actor_of(house.president))
    assert right == "PEOPLE-RIGHT"


def test_somebody_of_a_second_department_gives_the_number(house: CourtHouse) -> None:
    done = together(house, cases(house, 2))
    facts = {"batch_id": done.made.pk, "nonce": "7"}
    with pytest.raises(InvalidInput):
        fix_batch(**facts, source="witness", actor=clerk(house))
    office = actor_of(house.trial_management, instant() + timedelta(minutes=2))
    fix_batch(**facts, source="party", actor=office)
    rows = set(Draw.objects.values_list("nonce_source", "nonce_by"))
    assert rows == {("witness", house.trial_management.name)}
    assert refused(fix_batch, **facts, source="party", actor=office) == "DRAW-NONCE-FIXED"
    with pytest.raises(NotVisible):
        fix_batch(**facts, source="party", actor=actor_of(house.judge))


def test_who_locked_the_roster_is_no_witness(house: CourtHouse) -> None:
    done = together(house, cases(house, 1))
    DrawBatch.objects.update(made_by=house.trial_management.name)
    office = actor_of(house.trial_management)
    own = refused(fix_batch, batch_id=done.made.pk, nonce="7", source="witness", actor=office)
    assert own == "DRAW-WITNESS-OWN"


def test_draws_that_have_to_wait_are_named(house: CourtHouse) -> None:
    first = commit(house)
    done = together(house, cases(house, 2))
    fix_batch(batch_id=done.made.pk, nonce="", source="none", actor=clerk(house, minutes=1))
    left = reveal_batch(batch_id=done.made.pk, actor=clerk(house, minutes=2))
    assert {one.refused.code for one in left} == {"DRAW-ORDER"} and len(left) == 2
    sealed = left[0].case
    Case.objects.filter(pk=sealed.pk).update(sealed="privacy", entered_by=house.judge)
    person = Client()
    person.force_login(house.clerk)
    page = person.post(f"/draws/batches/{done.made.pk}/reveal/", follow=True).content.decode()
    assert "DRAW-ORDER" in page and str(sealed.number) not in page, "named only to who may see it"
    nonce(house, first)
    assert reveal_batch(batch_id=done.made.pk, actor=clerk(house, minutes=3)) == ()


def test_an_empty_pool_on_the_last_number_announces_no_chain_that_nobody_follows(
    house: CourtHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case is left out and the president is told; the next draw takes the number and the next chain."""
    short_chains(monkeypatch, 2)
    commit(house)
    members = PoolMember.objects.filter(pool=house.pools["民初"])
    members.update(share=0)
    (left,) = together(house, cases(house, 1)).left
    assert left.refused.code == "DRAW-POOL-EMPTY" and DrawChain.objects.count() == 1
    assert PoolAlert.objects.get().kind == "empty"
    members.update(share=100)
    assert [draw.draw_no for draw in together(house, cases(house, 2)).draws] == [2, 1]
    assert DrawChain.objects.count() == 2


def test_the_list_reads_the_routes_once_however_many_wait(
    house: CourtHouse, django_assert_max_num_queries: Any
) -> None:
    person = Client()
    person.force_login(house.clerk)
    cases(house, 2)
    with CaptureQueriesContext(connection) as few:
        person.get("/draws/")
    cases(house, 3)
    with django_assert_max_num_queries(len(few)):
        assert person.get("/draws/").content.decode().count('name="case"') == 5


def test_the_pages(house: CourtHouse) -> None:
    found = [*cases(house, 2), drawn_case(house)]
    clerk_, office, stranger = Client(), Client(), Client()
    clerk_.force_login(house.clerk)
    office.force_login(house.trial_management)
    stranger.force_login(house.judge)
    assert stranger.get("/draws/").status_code == 404
    text = clerk_.get("/draws/").content.decode()
    assert str(found[0].number) in text and str(found[2].number) not in text
    made = clerk_.post("/draws/batches/", {"case": [str(case.pk) for case in found]}, follow=True)
    page = made.content.decode()
    assert "DRAW-HAS-HANDLER" in page and str(found[2].number) in page and "第 2 号" in page
    batch = DrawBatch.objects.get()
    address = f"/draws/batches/{batch.pk}/"
    assert stranger.get(address).status_code == 404
    wrong = clerk_.post(f"{address}nonce/", {"nonce": "7", "source": "witness", "by": "", "do": "give"})
    assert wrong.status_code == 400 and "见证人" in wrong.content.decode()
    assert "见证" in office.get(address).content.decode()
    given = office.post(f"{address}nonce/", {"nonce": "7", "source": "witness", "do": "give"})
    assert given.status_code == 302
    clerk_.post(f"{address}reveal/")
    assert set(batch.draws.values_list("status", flat=True)) == {"result"}
    assert "已完成" in clerk_.get(address).content.decode()
