"""What the demo courts have on their desks on the last day: grants of sealed cases, drafts."""

from __future__ import annotations

from datetime import date
from random import Random

from assignment.draws.models import Draw
from cases.docket.domain import Seal, Status
from cases.docket.models import Case
from cases.docket.services import grant_reading
from cases.intake.services.drafts import save_draft, start_draft
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import viewer_of
from oversight.management.demo import invented, matters
from oversight.management.demo.days import instant
from oversight.management.demo.staff import Staffed

GRANTS = 3


def settle(chance: Random, staffed: Staffed, day: date) -> None:
    """Grants of sealed cases, and drafts that wait for their clerk."""
    _grant(chance, staffed, day)
    for number, clerk in enumerate(staffed.people[Role.CLERK]):
        _draft(chance, staffed, clerk, day, number)


def _acting(staffed: Staffed, person: Person, role: Role, day: date, hour: int, minute: int) -> Actor:
    """A person acting by the rights their posts give on the day."""
    signed = staffed.signed(person, role, instant(day, hour, minute))
    return Actor(
        at=signed.at,
        label=signed.label,
        person_id=signed.person_id,
        post=signed.post,
        viewer=viewer_of(person, day),
    )


def _grant(chance: Random, staffed: Staffed, day: date) -> None:
    sealed = Case.objects.filter(
        court=staffed.court, status=Status.OPEN.value, handling__handler__isnull=False
    )
    reader = staffed.people[Role.DISCIPLINE][0]
    for case in sealed.exclude(sealed=Seal.NONE.value).select_related("handling__handler")[:GRANTS]:
        judge = case.handling.handler
        if judge is not None:
            actor = _acting(staffed, judge, Role.JUDGE, day, 17, 40 + chance.randrange(5))
            grant_reading(case_id=case.pk, person_id=reader.pk, reason="监督核查需要查阅", actor=actor)


def _draft(chance: Random, staffed: Staffed, clerk: Person, day: date, number: int) -> None:
    actor = _acting(staffed, clerk, Role.CLERK, day, 16, 10 * number + chance.randrange(10))
    draft = start_draft(court=staffed.court, actor=actor)
    region = staffed.house.regions[0]
    basic = staffed.court.level == "basic"
    plaintiff, defendant = (invented.person_name(chance, female=bool(n)) for n in range(2))
    data = {
        "case_type": "民初" if basic else "民终",
        "procedure": "summary" if basic else "second_instance",
        "cause": matters.CIVIL[number].cause,
        "received_on": day.isoformat(),
        "channel": "counter",
        "claim_amount": str(chance.randrange(5, 90) * 1000),
        "parties": [
            {"role": "plaintiff" if basic else "appellant", "kind": "person", "name": plaintiff},
            {
                "role": "defendant" if basic else "appellee",
                "kind": "person",
                "name": defendant,
                "address": invented.address(chance, region),
            },
        ],
    }
    save_draft(draft_id=draft.pk, data=data, actor=actor)


def waiting_now(staff: list[Staffed]) -> dict[str, int]:
    """Counts for whoever made the demo."""
    courts = [staffed.court.pk for staffed in staff]
    cases = Case.objects.filter(court_id__in=courts)
    counts = {status.value: cases.filter(status=status.value).count() for status in Status}
    return {**counts, "draws": Draw.objects.filter(court_id__in=courts).count()}
