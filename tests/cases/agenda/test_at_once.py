"""Two renewals of one feed at the same moment: one address holds, the other has ended."""

from __future__ import annotations

import pytest

from cases.agenda.domain import digest
from cases.agenda.models import AgendaFeed
from cases.agenda.services import make_feed
from tests.builders import DAY, actor_of, court_with_people
from tests.kit.threads import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_renewals_leave_one_address() -> None:
    judge = court_with_people(judges=1, calendar=False).judge
    actor = actor_of(judge, DAY)
    tokens = all_at_once(lambda _number: make_feed(language="zh-hans", actor=actor), 4)
    standing = AgendaFeed.objects.filter(person=judge, ended_at=None)
    assert [feed.digest in {digest(token) for token in tokens} for feed in standing] == [True]
    assert AgendaFeed.objects.filter(person=judge).count() == 4
