"""Who may act on somebody's account, and keeping what was done."""

from __future__ import annotations

from typing import Any

import structlog
from django.utils.translation import gettext as _

from courts.accounts.domain import REASON_LENGTH
from courts.accounts.selectors import account_court
from courts.actors.domain import Actor, Right
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record

log = structlog.get_logger(__name__)


def require_management(person: Person, actor: Actor, act: str) -> None:
    """Only an administrator of the court that keeps the account, and never on their own or a superuser's.

    Raises Refused PEOPLE-RIGHT, ACCOUNT-SELF, ACCOUNT-SUPERUSER.
    """
    courts = actor.viewer.courts_with(Right.ADMINISTER)
    court_id = account_court(person.pk, actor.today, courts)
    if court_id not in courts:
        raise Refused("PEOPLE-RIGHT", act=act, court_id=court_id)
    if person.is_superuser:
        raise Refused("ACCOUNT-SUPERUSER", act=act, court_id=court_id)
    if person.pk == actor.person_id:
        raise Refused("ACCOUNT-SELF", act=act, court_id=court_id)


def checked_reason(reason: str) -> str:
    """The reason of an act on somebody's account. Raises InvalidInput (``reason``)."""
    given = reason.strip()
    if not given:
        raise InvalidInput({"reason": _("请写明理由。")})
    if len(given) > REASON_LENGTH:
        raise InvalidInput({"reason": _("理由不超过 %(n)d 个字。") % {"n": REASON_LENGTH}})
    return given


def note(verb: str, person: Person, actor: Actor, **data: Any) -> None:
    """Put an act on the trail of the court that keeps the account; in the log for an account of no court."""
    court_id = account_court(person.pk, actor.today, actor.viewer.courts_with(Right.ADMINISTER))
    if court_id is None:
        log.info("account", verb=verb, person=str(person.pk), by=actor.label, address=actor.address)
        return
    record(
        verb,
        court_id=court_id,
        actor=actor,
        noun="person",
        object_id=person.pk,
        data={"name": person.name, **data},
    )
