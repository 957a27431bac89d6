"""The people of a court under load: enough judges for its open cases, and somebody at every desk."""

from __future__ import annotations

from datetime import date
from random import Random
from uuid import uuid4

from django.contrib.auth.hashers import make_password

from assignment.pools.models import Pool, PoolMember, PoolRoute
from courts.actors.domain import Role
from courts.people.models import Person, Post, QuotaTerm
from courts.places.models import Court, Division
from oversight.management.demo.invented import person_name

SINCE = date(2019, 1, 1)
OPEN_A_JUDGE, FEWEST, MOST = 200, 6, 400
DIVISIONS = (
    (Division.Kind.FILING, "立案庭"),
    (Division.Kind.CIVIL, "民事审判第一庭"),
    (Division.Kind.CIVIL, "民事审判第二庭"),
    (Division.Kind.ADMINISTRATIVE, "行政审判庭"),
    (Division.Kind.ENFORCEMENT, "执行局"),
    (Division.Kind.TRIAL_MANAGEMENT, "审判管理办公室"),
)
SITS_IN = {"民初": ("民事审判第一庭", "民事审判第二庭"), "执": ("执行局",), "行初": ("行政审判庭",)}
SHARES = {"民初": 80, "执": 15, "行初": 5}
"""The judges of each type of case, in percent."""
DESKS = (
    (Role.CLERK, "clerk", "立案庭"),
    (Role.DIVISION_HEAD, "head", "民事审判第一庭"),
    (Role.PRESIDENT, "president", ""),
    (Role.TRIAL_MANAGEMENT, "management", "审判管理办公室"),
)


def judges_for(cases: int) -> int:
    """How many judges a court with so many open cases has."""
    return min(MOST, max(FEWEST, cases // OPEN_A_JUDGE))


def staff(court: Court, judges: int, chance: Random) -> list[tuple[str, str, int]]:
    """Enter whoever is missing; logins begin with ``scale-``, and nobody has a password.

    Returns the judges as (type of case, id, division).
    """
    divisions = {
        name: Division.objects.get_or_create(
            court=court, name=name, defaults={"kind": kind.value, "order": order}
        )[0]
        for order, (kind, name) in enumerate(DIVISIONS, start=1)
    }
    for role, word, division in DESKS:
        appoint(court, [f"scale-{court.code}-{word}"], role, divisions.get(division), chance)
    seats: list[tuple[str, str, int]] = []
    for type_code, rooms in SITS_IN.items():
        number = max(2 * len(rooms), judges * SHARES[type_code] // 100)
        pool = _pool(court, type_code, divisions[rooms[0]])
        for place, room in enumerate(rooms):
            logins = [
                f"scale-{court.code}-{room_code(type_code)}{n}" for n in range(place, number, len(rooms))
            ]
            people = appoint(court, logins, Role.JUDGE, divisions[room], chance)
            _admit(court, pool, people)
            seats += [(type_code, str(judge.pk), divisions[room].pk) for judge in people]
    return seats


def room_code(type_code: str) -> str:
    """A type of case in a login: letters only."""
    return {"民初": "civil", "执": "enforce", "行初": "admin"}[type_code]


def appoint(
    court: Court, logins: list[str], role: Role, division: Division | None, chance: Random
) -> list[Person]:
    """The people with these logins, entered and given the post where they are new, by login."""
    have = set(Person.objects.filter(username__in=logins).values_list("username", flat=True))
    made = [
        Person(
            id=uuid4(),
            username=login,
            name=person_name(chance, female=chance.random() < 0.5),
            password=make_password(None),
        )
        for login in logins
        if login not in have
    ]
    Person.objects.bulk_create(made)
    Post.objects.bulk_create(
        Post(person=person, court=court, division=division, role=role.value, from_on=SINCE) for person in made
    )
    return list(Person.objects.filter(username__in=logins).order_by("username"))


def _pool(court: Court, type_code: str, division: Division) -> Pool:
    found = Pool.objects.filter(court=court, routes__type_code=type_code).first()
    if found is not None:
        return found
    pool = Pool.objects.create(court=court, name=f"{court.name}{type_code}"[:60], division=division)
    PoolRoute.objects.create(pool=pool, court=court, type_code=type_code, from_on=SINCE)
    return pool


def _admit(court: Court, pool: Pool, judges: list[Person]) -> None:
    within = set(QuotaTerm.objects.filter(court=court, person__in=judges).values_list("person_id", flat=True))
    QuotaTerm.objects.bulk_create(
        QuotaTerm(person=judge, court=court, from_on=SINCE) for judge in judges if judge.pk not in within
    )
    have = set(PoolMember.objects.filter(pool=pool, judge__in=judges).values_list("judge_id", flat=True))
    PoolMember.objects.bulk_create(
        PoolMember(pool=pool, judge=judge, from_on=SINCE) for judge in judges if judge.pk not in have
    )
