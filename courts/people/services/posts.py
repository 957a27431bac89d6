"""Giving posts, ending them, and taking back one that has not begun."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from courts.actors.domain import Actor, Role
from courts.people.domain import Span
from courts.people.models import Person, Post
from courts.people.services.checks import (
    document_number,
    hold_courts,
    keep_an_administrator,
    not_far_back,
    not_for_oneself,
    note,
    overlapping,
    reaches_cases,
    require,
)
from courts.places.models import Court, Division
from courts.refusals.domain import InvalidInput
from courts.trail.services import recorded

WITH_DIVISION = frozenset({Role.DIVISION_HEAD, Role.ASSISTANT})


def appoint(
    *,
    person: Person,
    court: Court,
    role: Role,
    from_on: date,
    actor: Actor,
    division: Division | None = None,
    to_on: date | None = None,
    document: str = "",
) -> Post:
    """Give a person a post from a day on; rights follow from it by date.

    ``document`` is the number of the appointment. Raises InvalidInput (``division``
    missing, closed or of another court, ``to_on`` before ``from_on``, the same post held
    already), Refused PEOPLE-RIGHT, PEOPLE-SELF, PEOPLE-BACKDATED.
    """
    act = _("任免职务")
    require(actor, court, act)
    if reaches_cases(role):
        not_for_oneself(actor, person.pk, court, act)
    errors = _wrong_place(role, court, division, from_on, to_on)
    if to_on is not None and to_on < from_on:
        errors["to_on"] = _("免职日不能早于任职日。")
    if errors:
        raise InvalidInput(errors)
    number = document_number(document)
    not_far_back(actor, court, from_on, number, act)
    with recorded():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        held = Post.objects.filter(person=person, court=court, division=division, role=role.value)
        if held.filter(overlapping(from_on, to_on)).exists():
            raise InvalidInput({"role": _("该人员在此期间已任此职。")})
        post = Post.objects.create(
            person=person,
            court=court,
            division=division,
            role=role.value,
            from_on=from_on,
            to_on=to_on,
            document=number,
        )
        where = {"division": division.name} if division else {}
        note(
            "post_given",
            court,
            person,
            actor,
            role=role.value,
            from_on=from_on,
            to_on=to_on,
            document=number,
            **where,
        )
    return post


def _wrong_place(
    role: Role, court: Court, division: Division | None, from_on: date, to_on: date | None
) -> dict[str, str]:
    if court.closed_on is not None and (to_on is None or to_on >= court.closed_on):
        return {"court": _("%(court)s 已于 %(day)s 撤销。") % {"court": court.name, "day": court.closed_on}}
    if division is None:
        return {"division": _("该职务须指明所在部门。")} if role in WITH_DIVISION else {}
    words = {"division": division.name, "court": court.name, "day": division.closed_on}
    if division.court_id != court.pk:
        return {"division": _("部门 %(division)s 不属于%(court)s。") % words}
    if division.closed_on is not None and (to_on is None or to_on >= division.closed_on):
        return {"division": _("部门 %(division)s 于 %(day)s 撤销，任职不能晚于此日。") % words}
    return {}


def end_post(*, post: Post, to_on: date, actor: Actor, document: str = "") -> Post:
    """End a post; ``to_on`` is its last day. An end already set can only be moved forward in time.

    Raises InvalidInput (``to_on``), Refused PEOPLE-RIGHT, PEOPLE-BACKDATED,
    PEOPLE-LAST-ADMINISTRATOR.
    """
    act = _("任免职务")
    require(actor, post.court, act)
    number = document_number(document)
    not_far_back(actor, post.court, to_on, number, act)
    with recorded():
        now = _hold(post)
        if to_on < now.from_on:
            raise InvalidInput({"to_on": _("免职日不能早于任职日。")})
        if now.to_on is not None and to_on >= now.to_on:
            said = _("该任职已登记于 %(day)s 免去，只能改为更早的日期。") % {"day": now.to_on}
            raise InvalidInput({"to_on": said})
        if now.role == Role.ADMINISTRATOR.value:
            keep_an_administrator(now.court, actor.today, lambda other: _ended(other, now, to_on))
        before = now.to_on
        now.to_on, now.end_document = to_on, number
        now.save(update_fields=["to_on", "end_document"])
        note(
            "post_ended",
            now.court,
            now.person,
            actor,
            role=now.role,
            from_on=now.from_on,
            before={"to_on": before},
            after={"to_on": to_on},
            document=number,
        )
    post.to_on, post.end_document = now.to_on, now.end_document
    return post


def withdraw_post(*, post: Post, reason: str, actor: Actor) -> Post:
    """Take back a post that has not begun: it was entered by mistake or the appointment was called off.

    The row goes, its history and the trail stay. Raises InvalidInput (``reason``; a post that has
    begun), Refused PEOPLE-RIGHT, PEOPLE-LAST-ADMINISTRATOR.
    """
    require(actor, post.court, _("任免职务"))
    if not reason.strip():
        raise InvalidInput({"reason": _("请写明理由。")})
    with recorded():
        now = _hold(post)
        if now.from_on <= actor.today:
            raise InvalidInput({"reason": _("该任职已经开始，不能取消；请办理免职。")})
        if now.delegations.exists():
            raise InvalidInput({"reason": _("该任职已有授权登记，不能取消；请先到任再办理免职。")})
        if now.role == Role.ADMINISTRATOR.value:
            keep_an_administrator(now.court, actor.today, lambda other: _without(other, now))
        note(
            "post_withdrawn",
            now.court,
            now.person,
            actor,
            role=now.role,
            from_on=now.from_on,
            to_on=now.to_on,
            reason=reason.strip(),
        )
        now.delete()
    return now


def _hold(post: Post) -> Post:
    """The post as it stands, locked; an administrator's with its court first. Raises InvalidInput."""
    if post.role == Role.ADMINISTRATOR.value:
        hold_courts([post.court_id])
    locked = Post.objects.select_for_update(of=("self",)).select_related("court", "person")
    now = locked.filter(pk=post.pk).first()
    if now is None:
        raise InvalidInput({"__all__": _("该任职刚被他人取消。")})
    return now


def _ended(other: Post, ending: Post, to_on: date) -> Span | None:
    return (other.from_on, to_on if other.pk == ending.pk else other.to_on)


def _without(other: Post, leaving: Post) -> Span | None:
    return None if other.pk == leaving.pk else (other.from_on, other.to_on)
