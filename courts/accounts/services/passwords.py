"""Changing a password, and issuing one that must be changed at once."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courts.accounts.domain import ALPHABET, GROUP, PASSWORD_GROUPS, Ending, written
from courts.accounts.selectors import key_hash
from courts.accounts.services.lockout import forget_failures
from courts.accounts.services.rights import checked_reason, note, require_management
from courts.accounts.services.sessions import end_all
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.services import recorded

FIELDS = ["password", "must_change_password", "password_changed_at"]


def change_password(*, person: Person, new_password: str, actor: Actor, session_key: str = "") -> int:
    """Change one's own password; every session but the one of ``session_key`` ends. How many ended.

    The edge has checked the old password. Raises InvalidInput (``new_password``) when the
    validators of the settings refuse the new one or it is the old one, NotVisible for another's account.
    """
    if actor.person_id != person.pk:
        raise NotVisible("account")
    with recorded():
        kept = Person.objects.select_for_update().get(pk=person.pk)
        if kept.check_password(new_password):
            raise InvalidInput({"new_password": _("新密码不能与原密码相同。")})
        try:
            validate_password(new_password, kept)
        except ValidationError as refused:
            raise InvalidInput({"new_password": refused.messages}) from refused
        person.set_password(new_password)
        person.must_change_password, person.password_changed_at = False, actor.at
        person.save(update_fields=FIELDS)
        number = end_all(
            person,
            by=Ending.PASSWORD_CHANGED,
            at=actor.at,
            but=key_hash(session_key) if session_key else "",
        )
        note("password_changed", person, actor, ended=number)
    return number


def issue_temporary_password(*, person: Person, actor: Actor, reason: str) -> str:
    """A new password for somebody who has none or forgot it: shown once, changed at the next login.

    All their sessions end and their lock is lifted. Raises InvalidInput (``reason``),
    Refused PEOPLE-RIGHT, ACCOUNT-SELF, ACCOUNT-SUPERUSER.
    """
    require_management(person, actor, _("重置密码"))
    given = checked_reason(reason)
    password = written("".join(secrets.choice(ALPHABET) for _place in range(GROUP * PASSWORD_GROUPS)))
    with recorded():
        Person.objects.select_for_update().get(pk=person.pk)
        person.set_password(password)
        person.must_change_password, person.password_changed_at = True, actor.at
        person.save(update_fields=FIELDS)
        number = end_all(person, by=Ending.BY_ADMINISTRATOR, at=actor.at)
        forget_failures(person)
        note("temporary_password_issued", person, actor, ended=number, reason=given)
    return password
