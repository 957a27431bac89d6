"""Who knows of which case: each role against each kind of case, in lists, in detail and in acts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from cases.docket.selectors import by_number, get_visible, visible
from cases.docket.services import close_case, grant_reading
from cases.intake.services.review import accept_case
from courts.actors.domain import Role, Viewer
from courts.clients.models import ApiClient
from courts.clients.selectors import viewer_of_client
from courts.clients.services import create_api_client
from courts.people.selectors import viewer_of
from courts.places.services import ensure_court
from courts.refusals.domain import NotVisible
from tests.builders import (
    actor_of,
    court_with_people,
    drawn_case,
    filed_case,
    filed_criminal_case,
    machine,
    person_of,
    today,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401

KINDS = ("filed", "drawn", "juvenile filed", "juvenile drawn", "privacy drawn", "secret granted")
SEALED = {"juvenile filed", "juvenile drawn", "privacy drawn", "secret granted"}

# One letter a kind of case, in the order of KINDS: y sees it, . does not.
MATRIX = {
    "the clerk who entered them": "yyy...",
    "another clerk": "yy....",
    "the handler": ".y.yyy",
    "another judge": "......",
    "an assistant of the division": ".y....",
    "the division head": ".y....",
    "the head of another division": "......",
    "the president": "yy....",
    "trial management": "yy....",
    "discipline": "yy....",
    "a reviewer": "yy....",
    "a reviewer who was granted one": "yy...y",
    "a judge who was granted one": ".....y",
    "the administrator": "......",
    "the upper court's president": "yy....",
    "the upper court's trial management": "yy....",
    "the upper court's clerk": "......",
    "the upper court's discipline": "......",
    "another court's president": "......",
    "a person without a post": "......",
    "a president whose post has ended": "......",
    "a president whose post begins tomorrow": "......",
    "a president on the last day": "yy....",
    "a disabled president": "......",
    "the court's API client": "yy....",
    "the upper court's API client": "yy....",
    "another court's API client": "......",
}


def make() -> Any:
    """A court at work today (pages read the clock), one case of each kind, one viewer of each role."""
    day = today()
    house = court_with_people()
    handler = house.judges[0]
    house.pool.members.exclude(judge=handler).delete()
    for pool in house.pools.values():
        pool.members.exclude(judge=handler).delete()
    cases = {
        "filed": filed_case(house, on=day),
        "drawn": drawn_case(house, on=day),
        "juvenile filed": filed_criminal_case(house, on=day, sealed="juvenile"),
        "juvenile drawn": drawn_case(house, on=day, criminal=True, sealed="juvenile"),
        "privacy drawn": drawn_case(house, on=day, sealed="privacy", cause="离婚纠纷"),
        "secret granted": drawn_case(house, on=day, sealed="state_secret"),
    }
    people = _people(house, day)
    for name in ("a reviewer who was granted one", "a judge who was granted one"):
        grant_reading(
            case_id=cases["secret granted"].pk,
            person_id=people[name].pk,
            reason="评查需要",
            actor=actor_of(handler, day),
        )
    return SimpleNamespace(day=day, house=house, cases=cases, people=people, clients=_clients())


def _people(house: Any, day: Any) -> dict[str, Any]:
    court, upper = house.court, house.upper
    elsewhere = ensure_court(number_code="吉0622", actor=machine()).court
    before, after = day.replace(year=day.year - 1), day.replace(year=day.year + 1)
    disabled = person_of(court, Role.PRESIDENT, username="disabled")
    type(disabled).objects.filter(pk=disabled.pk).update(is_active=False)
    disabled.refresh_from_db()

    def new(role: Role | None, name: str, where: Any = court, **when: Any) -> Any:
        return person_of(where, role, username=name, **when)

    criminal = house.divisions["criminal"]
    return {
        "the clerk who entered them": house.clerk,
        "another clerk": new(Role.CLERK, "clerk2"),
        "the handler": house.judges[0],
        "another judge": house.judges[1],
        "an assistant of the division": house.assistant,
        "the division head": house.head,
        "the head of another division": new(Role.DIVISION_HEAD, "head2", division=criminal),
        "the president": house.president,
        "trial management": house.trial_management,
        "discipline": house.discipline,
        "a reviewer": new(Role.REVIEWER, "reviewer1"),
        "a reviewer who was granted one": new(Role.REVIEWER, "reviewer2"),
        "a judge who was granted one": house.judges[2],
        "the administrator": house.administrator,
        "the upper court's president": house.upper_president,
        "the upper court's trial management": new(Role.TRIAL_MANAGEMENT, "upper-tm", upper),
        "the upper court's clerk": house.upper_clerk,
        "the upper court's discipline": new(Role.DISCIPLINE, "upper-discipline", upper),
        "another court's president": new(Role.PRESIDENT, "elsewhere", elsewhere),
        "a person without a post": new(None, "nobody"),
        "a president whose post has ended": new(
            Role.PRESIDENT, "ended", from_on=before, to_on=day.fromordinal(day.toordinal() - 1)
        ),
        "a president whose post begins tomorrow": new(
            Role.PRESIDENT, "future", from_on=day.fromordinal(day.toordinal() + 1), to_on=after
        ),
        "a president on the last day": new(Role.PRESIDENT, "last-day", from_on=before, to_on=day),
        "a disabled president": disabled,
    }


def _clients() -> dict[str, Viewer]:
    found = {}
    for name, code in {
        "the court's API client": "220621",
        "the upper court's API client": "220600",
        "another court's API client": "220622",
    }.items():
        made = create_api_client(name=name, court=code, scopes="cases:read cases:write", actor=machine())
        client = ApiClient.objects.get(client_id=made.client_id)
        found[name] = viewer_of_client(client, client.allowed_scopes.split())
    return found


house = kept(make)


def viewer(house: Any, name: str) -> Viewer:
    return house.clients.get(name) or viewer_of(house.people[name], house.day)


@pytest.mark.parametrize(("name", "row"), MATRIX.items())
def test_who_knows_of_which_case(house: Any, name: str, row: str) -> None:
    eyes = viewer(house, name)
    expected = {kind for kind, letter in zip(KINDS, row, strict=True) if letter == "y"}
    seen = set(visible(eyes).values_list("pk", flat=True))
    assert {kind for kind in KINDS if house.cases[kind].pk in seen} == expected
    for kind, case in house.cases.items():
        if kind in expected:
            assert get_visible(eyes, case.pk).pk == case.pk
        else:
            with pytest.raises(NotVisible):
                get_visible(eyes, case.pk)


def test_every_kind_of_sealed_case_hides_its_number_too(house: Any) -> None:
    president = viewer(house, "the president")
    assert by_number(president, house.cases["drawn"].number).pk == house.cases["drawn"].pk
    for kind in SEALED - {"juvenile filed"}:
        with pytest.raises(NotVisible):
            by_number(president, house.cases[kind].number)


@pytest.mark.parametrize("wrong", ["", "no-uuid", "１", str(UUID(int=7))])
def test_what_is_no_case_is_simply_not_there(house: Any, wrong: str) -> None:
    with pytest.raises(NotVisible):
        get_visible(viewer(house, "the president"), wrong)


@pytest.mark.parametrize("name", ["another court's president", "the upper court's clerk", "another judge"])
def test_acts_on_what_is_not_visible_find_nothing(house: Any, name: str) -> None:
    actor = actor_of(house.people[name], house.day)
    with pytest.raises(NotVisible):
        accept_case(case_id=house.cases["filed"].pk, accepted_on=house.day, actor=actor)
    with pytest.raises(NotVisible):
        close_case(case_id=house.cases["drawn"].pk, closed_on=house.day, disposal="judgment", actor=actor)


def test_a_judge_keeps_own_cases_only_while_holding_a_post(house: Any) -> None:
    judge = house.people["the handler"]
    assert visible(viewer_of(judge, house.day)).count() == 4
    judge.posts.update(to_on=house.day.fromordinal(house.day.toordinal() - 1))
    assert not visible(viewer_of(judge, house.day)).exists()


def test_the_clerk_who_left_no_longer_sees_the_sealed_filing(house: Any) -> None:
    clerk = house.people["the clerk who entered them"]
    clerk.posts.update(to_on=house.day.fromordinal(house.day.toordinal() - 1))
    assert not visible(viewer_of(clerk, house.day)).exists()


def test_a_grant_ends_with_the_post(house: Any) -> None:
    reviewer = house.people["a reviewer who was granted one"]
    reviewer.posts.update(to_on=house.day.fromordinal(house.day.toordinal() - 1))
    assert not visible(viewer_of(reviewer, house.day)).exists()


def test_a_sealed_case_filed_by_a_machine_can_still_be_accepted(house: Any) -> None:
    """No person entered it, so the clerks who may accept it see it until a judge has it."""
    case = house.cases["juvenile filed"]
    type(case).objects.filter(pk=case.pk).update(entered_by=None)
    for name in ("the clerk who entered them", "another clerk"):
        assert get_visible(viewer(house, name), case.pk).pk == case.pk
    for name in ("the president", "the upper court's clerk", "the court's API client", "another judge"):
        assert not visible(viewer(house, name)).filter(pk=case.pk).exists()


def open_pages(house: Any, name: str) -> Client:
    browser = Client()
    browser.force_login(house.people[name])
    return browser


@pytest.mark.parametrize(
    ("name", "kind", "status"),
    [
        ("the president", "drawn", 200),
        ("the handler", "juvenile drawn", 200),
        ("a judge who was granted one", "secret granted", 200),
        ("the president", "juvenile drawn", 404),
        ("the clerk who entered them", "juvenile filed", 200),
        ("the clerk who entered them", "juvenile drawn", 404),
        ("another clerk", "juvenile filed", 404),
        ("another judge", "drawn", 404),
        ("another court's president", "filed", 404),
    ],
)
def test_the_case_page_answers_404_for_what_is_not_visible(
    house: Any, name: str, kind: str, status: int
) -> None:
    browser, case = open_pages(house, name), house.cases[kind]
    assert browser.get(f"/cases/{case.pk}/").status_code == status
    if status == 404:
        assert case.number is None or case.number not in browser.get(f"/cases/{case.pk}/").content.decode()
        for act in ("close", "grant"):
            assert browser.post(f"/cases/{case.pk}/{act}/", {}).status_code == 404


def test_whoever_holds_no_post_any_more_is_sent_to_the_login(house: Any) -> None:
    browser, case = open_pages(house, "a president whose post has ended"), house.cases["drawn"]
    answer = browser.get(f"/cases/{case.pk}/")
    assert answer.status_code == 302 and answer["Location"].startswith("/login/")


def test_the_case_list_holds_exactly_what_is_visible(house: Any) -> None:
    shown = open_pages(house, "the president").get("/cases/").content.decode()
    assert house.cases["drawn"].number in shown
    for kind in SEALED - {"juvenile filed"}:
        assert house.cases[kind].number not in shown


def test_nobody_reads_without_logging_in(house: Any) -> None:
    answer = Client().get(f"/cases/{house.cases['drawn'].pk}/")
    assert answer.status_code == 302 and "/login/" in answer["Location"]
