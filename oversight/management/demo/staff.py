"""The people of the demo courts: entered, appointed, admitted to the quota, put into pools, sent on leave."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from assignment.pools.models import Absence, Pool, PoolMember, PoolRoute
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import roles
from courts.people.services import admit_to_quota, appoint, create_person
from courts.places.models import Court, Division
from courts.places.services import add_division
from courts.trail.services import record
from oversight.management.demo.days import Days
from oversight.management.demo.houses import HIGH_COURT, HIGH_PREFIX, HOUSES, House, PoolPlan
from oversight.management.demo.invented import person_name, uuid_at

NEW_JUDGE = 12
"""The judge who was admitted to the quota only in the course of the three years."""
LEAVES_A_YEAR = 2


@dataclass
class Staffed:
    """A demo court with its people, by role in order of appointment."""

    house: House
    court: Court
    divisions: dict[str, Division]
    people: dict[Role, list[Person]] = field(default_factory=dict)
    division_of: dict[Person, Division | None] = field(default_factory=dict)
    quota_from: dict[Person, date] = field(default_factory=dict)
    pools: list[tuple[Pool, list[PoolMember]]] = field(default_factory=list)
    pool_of: dict[str, tuple[Pool, list[PoolMember]]] = field(default_factory=dict)
    absences: list[Absence] = field(default_factory=list)

    @property
    def judges(self) -> list[Person]:
        return self.people[Role.JUDGE]

    def signed(self, person: Person, role: Role, at: datetime) -> Actor:
        """A person of the court acting in a post at a moment."""
        post = f"{self.court.name} {roles().latest(role.value).zh}"
        return Actor(at=at, label=person.name, person_id=person.pk, post=post)


class Recruiter:
    """Enters people one after the other; no two bear the same name."""

    def __init__(self, chance: Random, actor: Actor, since: date) -> None:
        self.chance, self.actor, self.since = chance, actor, since
        self.names: set[str] = set()

    def hire(
        self, court: Court, role: Role, username: str, division: Division | None, from_on: date | None = None
    ) -> Person:
        person = create_person(
            username=username,
            name=self._name(),
            court=court,
            actor=self.actor,
            person_id=uuid_at(self.chance, self.actor.at),
        )
        appoint(
            person=person,
            court=court,
            role=role,
            division=division,
            from_on=from_on or self.since,
            actor=self.actor,
        )
        return person

    def _name(self) -> str:
        while True:
            name = person_name(self.chance, female=self.chance.random() < 0.46)
            if name not in self.names:
                self.names.add(name)
                return name


def staff_courts(chance: Random, days: Days, actor: Actor) -> tuple[list[Staffed], Recruiter]:
    """Enter everybody, and who entered them. Posts begin before the data do."""
    since = days.start - timedelta(days=400)
    recruiter = Recruiter(chance, actor, since)
    high = Court.objects.get(code=HIGH_COURT)
    for role, name in ((Role.PRESIDENT, "president"), (Role.TRIAL_MANAGEMENT, "management")):
        recruiter.hire(high, role, f"{HIGH_PREFIX}-{name}", None)
    return [_staff(house, recruiter, days) for house in HOUSES], recruiter


def _staff(house: House, recruiter: Recruiter, days: Days) -> Staffed:
    court = Court.objects.get(code=house.code)
    divisions = {
        name: add_division(court=court, name=name, kind=kind, order=order, actor=recruiter.actor)
        for order, (name, kind) in enumerate(house.divisions, start=1)
    }
    staffed = Staffed(house, court, divisions)
    for role, username, division in _posts(house):
        where = divisions[division] if division else None
        person = recruiter.hire(court, role, f"{house.prefix}-{username}", where)
        staffed.people.setdefault(role, []).append(person)
        staffed.division_of[person] = where
    _admit(staffed, recruiter, days)
    for plan in house.pools:
        made = _pool(staffed, plan, recruiter)
        staffed.pools.append(made)
        staffed.pool_of |= dict.fromkeys(plan.type_codes, made)
    staffed.absences = _absences(staffed, recruiter, days)
    return staffed


def _posts(house: House) -> list[tuple[Role, str, str]]:
    """Role, login and division of everyone, in the order of the roles."""
    by_kind = {kind: name for name, kind in reversed(house.divisions)}
    trial = [division for division in house.heads if division != "立案庭"]
    filing = by_kind[Division.Kind.FILING]
    management = by_kind[Division.Kind.TRIAL_MANAGEMENT]
    return [
        (Role.CLERK, "clerk", filing),
        (Role.CLERK, "clerk2", filing),
        *((Role.JUDGE, f"judge{n}", division) for n, division in enumerate(house.judges, start=1)),
        *((Role.ASSISTANT, f"assistant{n}", division) for n, division in enumerate(trial, start=1)),
        *((Role.DIVISION_HEAD, f"head{n}", division) for n, division in enumerate(house.heads, start=1)),
        (Role.PRESIDENT, "president", ""),
        (Role.TRIAL_MANAGEMENT, "management", management),
        (Role.DISCIPLINE, "discipline", by_kind[Division.Kind.DISCIPLINE]),
        *((Role.REVIEWER, f"reviewer{n}", management) for n in range(1, 4)),
        (Role.ADMINISTRATOR, "admin", by_kind[Division.Kind.OFFICE]),
    ]


def _admit(staffed: Staffed, recruiter: Recruiter, days: Days) -> None:
    for number, judge in enumerate(staffed.judges, start=1):
        late = days.start + timedelta(days=300 + recruiter.chance.randrange(60))
        since = late if number == NEW_JUDGE else recruiter.since
        admit_to_quota(person=judge, court=staffed.court, from_on=since, actor=recruiter.actor)
        staffed.quota_from[judge] = since


def _pool(staffed: Staffed, plan: PoolPlan, recruiter: Recruiter) -> tuple[Pool, list[PoolMember]]:
    pool = Pool.objects.create(
        court=staffed.court,
        name=plan.name,
        division=staffed.divisions[plan.division],
    )
    PoolRoute.objects.bulk_create(
        PoolRoute(pool=pool, court=staffed.court, type_code=code, from_on=recruiter.since)
        for code in plan.type_codes
    )
    members = PoolMember.objects.bulk_create(
        PoolMember(pool=pool, judge=staffed.judges[number - 1], share=share, from_on=recruiter.since)
        for number, share in plan.members
    )
    record(
        "pool_made",
        court_id=staffed.court.pk,
        actor=recruiter.actor,
        noun="pool",
        object_id=pool.pk,
        data={
            "pool": pool.name,
            "type_code": plan.type_codes[0],
            "members": len(members),
        },
    )
    return pool, members


def _absences(staffed: Staffed, recruiter: Recruiter, days: Days) -> list[Absence]:
    """Approved leave of every judge in every year, and one suspension in the court's history."""
    chance = recruiter.chance
    approver = staffed.people[Role.PRESIDENT][0].name
    spans: list[tuple[Person, str, date, int]] = []
    for judge in staffed.judges:
        for year in range(3):
            for part in range(LEAVES_A_YEAR):
                begins = days.start + timedelta(days=365 * year + 182 * part + chance.randrange(150))
                spans.append((judge, Absence.Kind.LEAVE, begins, chance.randrange(4, 16)))
    suspended, begins, length = chance.choice(staffed.judges), days.start + timedelta(days=560), 45
    ends = begins + timedelta(days=length)
    spans = [  # whoever is suspended is on no leave meanwhile
        span
        for span in spans
        if span[0] != suspended or span[2] > ends or span[2] + timedelta(days=span[3]) < begins
    ]
    spans.append((suspended, Absence.Kind.SUSPENDED, begins, length))
    rows = [
        Absence(
            judge=judge,
            court=staffed.court,
            kind=kind,
            from_on=begins,
            to_on=min(begins + timedelta(days=length), days.end),
            approved_by=approver,
        )
        for judge, kind, begins, length in spans
        if begins <= days.end
    ]
    return Absence.objects.bulk_create(rows)
