"""Entering people, their posts and their place in the quota. Every act is dated and kept on the trail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from courts.actors.domain import Actor, Right, Role, Viewer
from courts.people.models import Person, Post, QuotaTerm
from courts.places.models import Court, Division
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded

WITH_DIVISION = frozenset({Role.DIVISION_HEAD, Role.ASSISTANT})


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
) -> Person:
    """Enter a person, on the trail of the court that entered them. Without a password nobody can log in.

    ``person_id`` keeps the id of another system. Raises InvalidInput (``username``, ``name``, ``person_id``),
    Refused PEOPLE-RIGHT.
    """
    _require(actor, court, _("录入人员"))
    errors: dict[str, str] = {}
    if not username.strip() or len(username) > 40:
        errors["username"] = _("登录名须为 1 至 40 个字符。")
    elif Person.objects.filter(username=username.strip()).exists():
        errors["username"] = _("登录名 %(username)s 已有人使用。") % {"username": username.strip()}
    if not name.strip() or len(name) > 60:
        errors["name"] = _("姓名须为 1 至 60 个字。")
    if person_id is not None and Person.objects.filter(pk=person_id).exists():
        errors["person_id"] = _("已有这个编号的人员。")
    if errors:
        raise InvalidInput(errors)
    with recorded():
        given = {"id": person_id} if person_id else {}
        person = Person.objects.create_user(username.strip(), password, name=name.strip(), **given)
        _note("person_entered", court, person, actor, username=person.username)
    return person


def appoint(
    *,
    person: Person,
    court: Court,
    role: Role,
    from_on: date,
    actor: Actor,
    division: Division | None = None,
    to_on: date | None = None,
) -> Post:
    """Give a person a post from a day on; rights follow from it by date.

    Raises InvalidInput (``division`` missing or of another court, ``to_on`` before
    ``from_on``, the same post held already), Refused PEOPLE-RIGHT.
    """
    _require(actor, court, _("任免职务"))
    errors: dict[str, str] = {}
    if role in WITH_DIVISION and division is None:
        errors["division"] = _("该职务须指明所在部门。")
    elif division is not None and division.court_id != court.pk:
        errors["division"] = _("部门 %(division)s 不属于%(court)s。") % {
            "division": division.name,
            "court": court.name,
        }
    if to_on is not None and to_on < from_on:
        errors["to_on"] = _("免职日不能早于任职日。")
    held = Post.objects.filter(person=person, court=court, division=division, role=role.value)
    if held.filter(_overlapping(from_on, to_on)).exists():
        errors["role"] = _("该人员在此期间已任此职。")
    if errors:
        raise InvalidInput(errors)
    with recorded():
        post = Post.objects.create(
            person=person, court=court, division=division, role=role.value, from_on=from_on, to_on=to_on
        )
        _note("post_given", court, person, actor, role=role.value, from_on=from_on, to_on=to_on)
    return post


def end_post(*, post: Post, to_on: date, actor: Actor) -> Post:
    """End a post; ``to_on`` is its last day. Raises InvalidInput, Refused PEOPLE-RIGHT."""
    _require(actor, post.court, _("任免职务"))
    if to_on < post.from_on:
        raise InvalidInput({"to_on": _("免职日不能早于任职日。")})
    with recorded():
        post.to_on = to_on
        post.save(update_fields=["to_on"])
        _note("post_ended", post.court, post.person, actor, role=post.role, to_on=to_on)
    return post


def admit_to_quota(*, person: Person, court: Court, from_on: date, actor: Actor) -> QuotaTerm:
    """Admit a judge to the quota (入额) of a court: from that day cases may be drawn to them.

    Raises InvalidInput when they are in a quota already, Refused PEOPLE-RIGHT.
    """
    _require(actor, court, _("员额管理"))
    if QuotaTerm.objects.filter(_overlapping(from_on, None), person=person).exists():
        raise InvalidInput({"from_on": _("该法官在此日已是员额法官。")})
    with recorded():
        term = QuotaTerm.objects.create(person=person, court=court, from_on=from_on)
        _note("quota_admitted", court, person, actor, from_on=from_on)
    return term


def leave_quota(*, term: QuotaTerm, on: date, actor: Actor) -> QuotaTerm:
    """A judge leaves the quota (退额) on a day, no longer in it on that day. Raises as ``admit_to_quota``."""
    _require(actor, term.court, _("员额管理"))
    if on <= term.from_on:
        raise InvalidInput({"to_on": _("退额日须晚于入额日。")})
    with recorded():
        term.to_on = on - timedelta(days=1)
        term.save(update_fields=["to_on"])
        _note("quota_left", term.court, term.person, actor, on=on)
    return term


def _overlapping(from_on: date, to_on: date | None) -> Q:
    """Dated rows that share a day with the span."""
    later = Q(to_on=None) | Q(to_on__gte=from_on)
    return later & Q(from_on__lte=to_on) if to_on is not None else later


def _require(actor: Actor, court: Court, act: str) -> None:
    if not actor.viewer.may(Right.ADMINISTER, court.pk):
        raise Refused("PEOPLE-RIGHT", act=act, court_id=court.pk)


def _note(verb: str, court: Court, person: Person, actor: Actor, **data: Any) -> None:
    record(
        verb,
        court_id=court.pk,
        actor=actor,
        noun="person",
        object_id=person.pk,
        data={"name": person.name, **data},
    )
