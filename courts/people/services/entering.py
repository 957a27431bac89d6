"""Entering people, correcting what was entered, disabling and enabling their accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courts.actors.domain import Actor, Right, Role, Viewer
from courts.people.models import REASON_LENGTH, Person, Post
from courts.people.registry import accounts
from courts.people.selectors import latest_courts
from courts.people.services.checks import hold_courts, keep_an_administrator, note, require
from courts.people.services.posts import appoint
from courts.places.models import Court, Division
from courts.places.selectors import named
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded


@dataclass(frozen=True)
class Entered:
    """A person entered with a first post; ``password`` is shown once and kept nowhere."""

    person: Person
    post: Post
    password: str


def command_actor(*, user: str, at: datetime, courts: Iterable[int] = ()) -> Actor:
    """Whoever runs a command on the machine itself: named by the account, with every right in ``courts``."""
    rights = frozenset((court_id, right) for court_id in courts for right in Right)
    return Actor(at=at, label=f"命令行 {user}"[:160], viewer=Viewer(None, court_rights=rights))


def create_person(
    *,
    username: str,
    name: str,
    court: Court,
    actor: Actor,
    password: str | None = None,
    person_id: UUID | None = None,
    email: str = "",
) -> Person:
    """Enter a person, on the trail of the court that entered them. Without a password nobody can log in.

    ``person_id`` keeps the id of another system. Raises InvalidInput (``username``, ``name``,
    ``email``, ``person_id``), Refused PEOPLE-RIGHT.
    """
    require(actor, court, _("录入人员"))
    login = username.strip()
    errors = _wrong_names(name, email)
    if not login or len(username) > 40:
        errors["username"] = _("登录名须为 1 至 40 个字符。")
    elif Person.objects.filter(username=login).exists():
        errors["username"] = _taken(login)
    if person_id is not None and Person.objects.filter(pk=person_id).exists():
        errors["person_id"] = _("已有这个编号的人员。")
    if errors:
        raise InvalidInput(errors)
    given: dict[str, Any] = {"id": person_id} if person_id else {}
    with recorded():
        try:
            with transaction.atomic():
                person = Person.objects.create_user(
                    login, password, name=name.strip(), email=email.strip(), **given
                )
        except IntegrityError:
            raise InvalidInput({"username": _taken(login)}) from None
        note("person_entered", court, person, actor, username=person.username)
    return person


def enter_person(
    *,
    username: str,
    name: str,
    email: str,
    court: Court,
    role: Role,
    division: Division | None,
    from_on: date,
    to_on: date | None,
    document: str,
    actor: Actor,
) -> Entered:
    """Enter somebody new with their first post and a temporary password, which they change at first login.

    Raises as ``create_person`` and ``appoint``; nothing is kept unless all of it can be.
    """
    with recorded():
        person = create_person(username=username, name=name, email=email, court=court, actor=actor)
        post = appoint(
            person=person,
            court=court,
            role=role,
            division=division,
            from_on=from_on,
            to_on=to_on,
            document=document,
            actor=actor,
        )
        password = accounts().issue_temporary_password(person=person, actor=actor, reason=_("新录入人员"))
    return Entered(person, post, password)


def correct_person(*, person: Person, name: str, email: str, actor: Actor) -> Person:
    """Correct the name or the e-mail address. What was signed under the old name stays as it was signed.

    Raises InvalidInput (``name``, ``email``), Refused PEOPLE-RIGHT, PEOPLE-SELF, PEOPLE-ELSEWHERE.
    """
    court = _keeping(person, actor, _("更正人员信息"))
    if errors := _wrong_names(name, email):
        raise InvalidInput(errors)
    with recorded():
        now = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        after = {"name": name.strip(), "email": email.strip()}
        before = {"name": now.name, "email": now.email}
        changed = [field for field, value in after.items() if before[field] != value]
        if not changed:
            return now
        now.name, now.email = after["name"], after["email"]
        now.save(update_fields=["name", "email"])
        note(
            "person_corrected",
            court,
            now,
            actor,
            before={field: before[field] for field in changed},
            after={field: after[field] for field in changed},
        )
    return now


def disable_person(*, person: Person, reason: str, actor: Actor) -> Person:
    """Close an account: its holder sees and does nothing any more, and their sessions end.

    Posts and cases stay where they are; whoever holds cases must have them handed on. Raises
    InvalidInput (``reason``; disabled already), Refused PEOPLE-RIGHT, PEOPLE-SELF,
    PEOPLE-ELSEWHERE, PEOPLE-LAST-ADMINISTRATOR.
    """
    court = _keeping(person, actor, _("停用账户"))
    said = _reason(reason)
    with recorded():
        posts = Post.objects.filter(person=person, role=Role.ADMINISTRATOR.value)
        held = list(posts.exclude(to_on__lt=actor.today).select_related("court"))
        hold_courts(post.court_id for post in held)
        now = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if not now.is_active:
            raise InvalidInput({"reason": _("该账户已经停用。")})
        for post in held:
            keep_an_administrator(post.court, actor.today, lambda other: _of_others(other, now))
        now.is_active = False
        now.save(update_fields=["is_active"])
        accounts().end_sessions(person=now, actor=actor, reason=said)
        _note_state("person_disabled", court, now, actor, said)
    return now


def enable_person(*, person: Person, reason: str, actor: Actor) -> Person:
    """Open an account again; what it may do follows from the posts in force. Raises as ``disable_person``."""
    court = _keeping(person, actor, _("启用账户"))
    said = _reason(reason)
    with recorded():
        now = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if now.is_active:
            raise InvalidInput({"reason": _("该账户已经启用。")})
        now.is_active = True
        now.save(update_fields=["is_active"])
        _note_state("person_enabled", court, now, actor, said)
    return now


def _note_state(verb: str, court: Court, person: Person, actor: Actor, reason: str) -> None:
    active = person.is_active
    note(verb, court, person, actor, before={"active": not active}, after={"active": active}, reason=reason)


def _of_others(other: Post, leaving: Person) -> tuple[date, date | None] | None:
    return None if other.person_id == leaving.pk else (other.from_on, other.to_on)


def _keeping(person: Person, actor: Actor, act: str) -> Court:
    """The court that keeps the account, when the actor may manage it. Refused says why not otherwise."""
    courts = actor.viewer.courts_with(Right.ADMINISTER)
    keeper = next(iter(latest_courts(person.pk, actor.today)), None)
    if not courts:
        raise Refused("PEOPLE-RIGHT", act=act, court_id=keeper.pk if keeper else None)
    own = min(courts) if keeper is None or keeper.pk not in courts else keeper.pk
    if person.is_superuser:
        raise Refused("ACCOUNT-SUPERUSER", act=act, court_id=own)
    if actor.person_id == person.pk:
        raise Refused("PEOPLE-SELF", act=act, court_id=own)
    if not accounts().may_manage(actor.viewer, person, actor.today):
        where = named(keeper) if keeper else ""
        raise Refused("PEOPLE-ELSEWHERE", name=person.name, court=where, act=act, court_id=own)
    return keeper if keeper is not None else Court.objects.get(pk=own)


def _wrong_names(name: str, email: str) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not name.strip() or len(name.strip()) > 60:
        errors["name"] = _("姓名须为 1 至 60 个字。")
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError:
            errors["email"] = _("电子邮箱的格式不对。")
    return errors


def _reason(text: str) -> str:
    if not text.strip():
        raise InvalidInput({"reason": _("请写明理由。")})
    if len(text.strip()) > REASON_LENGTH:
        raise InvalidInput({"reason": _("理由不得超过 %(n)d 字。") % {"n": REASON_LENGTH}})
    return text.strip()


def _taken(username: str) -> str:
    return _("登录名 %(username)s 已有人使用。") % {"username": username}
