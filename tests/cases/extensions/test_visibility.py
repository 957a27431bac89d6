"""Who sees a request: with the case, or without it when it is theirs to speak; whose work it is."""

from __future__ import annotations

from datetime import date

import pytest

from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from cases.documents.services import open_document
from cases.extensions.domain import Act
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import (
    acts_now,
    answers_to_record,
    concerned,
    deciding_court,
    get_visible,
    listed,
    reads_case,
    visible,
    waiting_count,
    waiting_for,
)
from cases.extensions.services import advise, decide, forward
from cases.limits.domain import Approver
from courts.actors.domain import Right
from courts.people.models import Person, Post
from courts.people.selectors import viewer_of
from courts.places.models import Court
from courts.refusals.domain import NotVisible
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case
from tests.cases.extensions.asked import YES, advised, ask, civil_case, day, granted, handler, second
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))
ON = day("2025-08-25")


def sees(person: Person, asked: ExtensionRequest, on: date = ON) -> bool:
    return visible(viewer_of(person, on)).filter(pk=asked.pk).exists()


def waits(person: Person, on: date = ON) -> int:
    return waiting_for(viewer_of(person, on), on).count()


def judge(case: Case) -> Person:
    found = case.handling.handler
    assert found is not None
    return found


def sealed_case(house: CourtHouse) -> Case:
    """A juvenile's case whose next extension is the next higher court's."""
    from cases.extensions.services import take_statutory

    case = drawn_case(house, on=day("2025-02-28"), criminal=True, procedure="ordinary", sealed="juvenile")
    take_statutory(case_id=case.pk, reason="案情复杂", document="审批表", actor=handler(case, "2025-04-10"))
    return case


def test_whose_work_it_is_at_each_step(house: CourtHouse) -> None:
    """Head, own president, upper president: each finds it waiting when it is their turn, and not before."""
    case = civil_case(house)
    asked = ask(case)
    assert [waits(who) for who in (house.head, house.president, house.upper_president)] == [1, 0, 0]
    advise(request_id=asked.pk, said=YES, actor=actor_of(house.head, ON))
    assert [waits(who) for who in (house.head, house.president, house.upper_president)] == [0, 1, 0]
    decide(request_id=asked.pk, said=YES, actor=actor_of(house.president, ON))
    assert [waits(who) for who in (house.head, house.president, house.upper_president)] == [0, 0, 0]
    later = day("2026-02-20")
    asked = ask(case, later)
    advise(request_id=asked.pk, said=YES, actor=actor_of(house.head, later))
    assert (waits(house.president, later), waits(house.upper_president, later)) == (1, 0)
    forward(request_id=asked.pk, said=YES, actor=actor_of(house.president, later))
    assert (waits(house.president, later), waits(house.upper_president, later)) == (0, 1)


@pytest.mark.parametrize(
    ("right", "posts"),
    [
        ("keep_ledger", {"clerk", "judge", "assistant"}),
        ("confirm_ledger", {"head", "president"}),
        ("ask_extension", {"judge"}),
        ("advise_extension", {"head", "president"}),
        ("decide_extension", {"president"}),
    ],
)
def test_which_posts_have_which_right(house: CourtHouse, right: str, posts: set[str]) -> None:
    every = ("clerk", "judge", "assistant", "head", "president", "trial_management", "administrator")
    held = {
        name
        for name in (*every, "discipline")
        if viewer_of(getattr(house, name), ON).may(Right(right), house.court.pk)
    }
    assert held == posts


def test_strangers_find_nothing(house: CourtHouse) -> None:
    case = civil_case(house)
    asked = ask(case)
    other = next(person for person in house.judges if person != judge(case))
    for stranger in (other, house.administrator):
        assert not sees(stranger, asked)
        with pytest.raises(NotVisible):
            get_visible(viewer_of(stranger, ON), asked.pk)
    for reader in (judge(case), house.clerk, house.assistant, house.head, house.trial_management):
        assert sees(reader, asked), reader


def test_of_a_sealed_case_the_upper_court_sees_the_request_and_nothing_else(house: CourtHouse) -> None:
    """Each sees it from the step on at which it is theirs to speak; nobody reads the case for it."""
    case = sealed_case(house)
    assert judge(case).pk in [person.pk for person in house.judges]
    on = day("2025-05-12")
    head = house.head
    Case.objects.filter(pk=case.pk).update(sealed="juvenile")
    asked = ask(case, on)
    assert asked.state == "advising"
    assert [sees(who, asked, on) for who in (head, house.president, house.upper_president)] == [
        True,
        True,
        False,
    ]
    assert not sees(house.trial_management, asked, on) and not sees(house.clerk, asked, on)
    advise(request_id=asked.pk, said=YES, actor=actor_of(head, on))
    assert not sees(house.upper_president, asked, on)
    forward(request_id=asked.pk, said=YES, actor=actor_of(house.president, on))
    upper = viewer_of(house.upper_president, on)
    assert sees(house.upper_president, asked, on)
    assert not visible_cases(upper).filter(pk=case.pk).exists()
    assert not reads_case(upper, get_visible(upper, asked.pk))
    done = decide(request_id=asked.pk, said=YES, actor=actor_of(house.upper_president, on))
    assert done.state == "granted"
    assert sees(house.upper_president, asked, on), "what one decided one may read again"


def test_papers_of_a_request_go_with_it(house: CourtHouse) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cases.documents.services import add_document
    from tests.cases.documents.files import PDF

    case = sealed_case(house)
    on = day("2025-05-12")
    asked = ask(case, on)
    paper = add_document(
        kind="extension",
        subject=asked.pk,
        file=SimpleUploadedFile("申请书.pdf", PDF),
        actor=handler(case, on),
    )
    own = add_document(
        kind="case", subject=case.pk, file=SimpleUploadedFile("起诉书.pdf", PDF), actor=handler(case, on)
    )
    president = actor_of(house.president, on)
    assert open_document(document_id=paper.pk, actor=president)[1] == PDF
    with pytest.raises(NotVisible):
        open_document(document_id=own.pk, actor=president)
    for stranger in (house.upper_president, house.clerk):
        with pytest.raises(NotVisible):
            open_document(document_id=paper.pk, actor=actor_of(stranger, on))


def test_without_a_head_the_president_gives_the_opinion(house: CourtHouse) -> None:
    asked = ask(civil_case(house))
    Post.objects.filter(person=house.head).update(to_on=day("2025-08-01"))
    assert waits(house.president) == 1
    viewer = viewer_of(house.president, ON)
    assert acts_now(viewer, get_visible(viewer, asked.pk)) == (Act.ADVISE,)


def test_one_sees_only_the_acts_that_are_ones_own(house: CourtHouse) -> None:
    case = civil_case(house)
    asked = ask(case)

    def acts(person: Person, on: date = ON) -> tuple[Act, ...]:
        viewer = viewer_of(person, on)
        return acts_now(viewer, get_visible(viewer, asked.pk))

    assert acts(judge(case)) == (Act.WITHDRAW,)
    assert acts(house.head) == (Act.ADVISE,)
    assert acts(house.clerk) == acts(house.trial_management) == ()
    advise(request_id=asked.pk, said=YES, actor=actor_of(house.head, ON))
    assert (acts(house.head), acts(house.president)) == ((), (Act.DECIDE,))
    decide(request_id=asked.pk, said=YES, actor=actor_of(house.president, ON))
    assert (acts(judge(case)), acts(house.clerk), acts(house.president)) == ((Act.TELL,), (Act.TELL,), ())
    asked = second(house, civil_case(house))
    ExtensionRequest.objects.filter(pk=asked.pk).update(deciding_court=None)
    assert acts(house.clerk, day("2026-02-24")) == (Act.RECORD,)


def test_an_answer_on_paper_is_the_handlers_work(house: CourtHouse) -> None:
    asked = second(house, civil_case(house))
    ExtensionRequest.objects.filter(pk=asked.pk).update(deciding_court=None)
    viewer = viewer_of(asked.asked_by_person, day("2026-02-24"))
    assert answers_to_record(viewer).count() == waiting_count(viewer, day("2026-02-24")) == 1


@pytest.mark.parametrize(
    ("level", "approver", "decides"),
    [
        ("吉0621", Approver.OWN_PRESIDENT, "吉0621"),
        ("吉0621", Approver.NEXT_HIGHER_COURT, "吉06"),
        ("吉0621", Approver.HIGH_COURT, "吉"),
        ("吉0621", Approver.HIGH_COURT_RECORD, "吉0621"),
        ("吉06", Approver.OWN_PRESIDENT, "吉06"),
        ("吉06", Approver.NEXT_HIGHER_COURT, "吉"),
        ("吉06", Approver.HIGH_COURT, "吉"),
        ("吉", Approver.HIGH_COURT, "吉"),
    ],
)
def test_which_court_decides(house: CourtHouse, level: str, approver: Approver, decides: str) -> None:
    found = deciding_court(Court.objects.get(number_code=level), approver)
    assert found is not None and found.number_code == decides


def test_the_supreme_court_is_asked_on_paper_where_it_is_not_in_the_system(house: CourtHouse) -> None:
    """Of a High Court's own case the next higher court, and wherever the law names it."""
    supreme = Court.objects.filter(level="supreme").first()
    found = deciding_court(Court.objects.get(number_code="吉0621"), Approver.SUPREME_COURT)
    assert found == supreme


def test_the_list_by_its_filters(house: CourtHouse) -> None:
    first, other = civil_case(house), civil_case(house)
    done = granted(house, first)
    late = ask(other, "2025-09-01", late_reason="病休")
    viewer = viewer_of(house.president, ON)

    def ids(**wanted: object) -> list[object]:
        return [one.pk for one in listed(viewer, wanted, ON)]

    assert ids(which="waiting") == [late.pk] and ids(which="decided") == [done.pk]
    assert ids(which="mine") == []
    assert ids(which="decided", state="refused") == []
    assert ids(which="waiting", late=True) == [late.pk]
    assert ids(which="waiting", to=day("2025-08-31")) == []
    assert ids(which="waiting", **{"from": day("2025-09-01")}) == [late.pk]
    assert ids(which="waiting", court="220600") == []
    assert ids(which="waiting", after=late.pk) == []
    head = viewer_of(house.head, ON)
    assert [one.pk for one in listed(head, {"which": "mine"}, ON)] == [late.pk]


def test_whom_requests_concern(house: CourtHouse) -> None:
    yes = (house.judge, house.head, house.president, house.trial_management, house.upper_president)
    assert all(concerned(viewer_of(person, ON)) for person in yes)
    assert not any(concerned(viewer_of(who, ON)) for who in (house.clerk, house.administrator))


def test_asking_is_no_work_of_the_asker(house: CourtHouse) -> None:
    case = civil_case(house)
    advised(house, case)
    assert waits(judge(case)) == 0
