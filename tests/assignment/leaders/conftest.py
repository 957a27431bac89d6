"""A court whose division head is within the quota, made once for a module."""

from __future__ import annotations

from courts.people.services import admit_to_quota
from tests.builders import SINCE, CourtHouse, court_with_people, machine
from tests.kit.kept import kept


def _house() -> CourtHouse:
    house = court_with_people(judges=4)
    admit_to_quota(person=house.head, court=house.court, from_on=SINCE, actor=machine())
    return house


house = kept(_house)
