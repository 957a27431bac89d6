"""Letting somebody exercise rights of a post for its holder (授权代行), and taking them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courts.actors.domain import Actor, Right, Role
from courts.people.domain import Carried, Never, RightRule
from courts.people.models import REASON_LENGTH, Delegation, Person, Post
from courts.people.selectors import Standing, own_rights, right_rules, viewer_of
from courts.people.selectors.delegations import acted_by, may_change, posts_on, rights_of
from courts.people.services.checks import not_for_oneself
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded


@dataclass(frozen=True)
class _Wish:
    post: Post
    to_person: Person
    rules: tuple[RightRule, ...]
    from_on: date
    to_on: date


def delegate(
    *,
    post: Post,
    to_person: Person,
    rights: Iterable[Right],
    from_on: date,
    to_on: date,
    reason: str,
    actor: Actor,
) -> Delegation:
    """Let a member of the court exercise rights of a post for its holder, both days included.

    By the holder or the court's administrator. Only rights the post itself has; a judge's decisions
    and what was delegated never. Never from a day gone by, never longer than the post. Raises
    InvalidInput (``to_person``, ``rights``, ``from_on``, ``to_on``, ``reason``), Refused PEOPLE-RIGHT,
    PEOPLE-SELF, PEOPLE-DELEGATE-HANDLER, PEOPLE-DELEGATE-ADMINISTER, PEOPLE-DELEGATE-REVIEW,
    PEOPLE-DELEGATE-CHAIN.
    """
    _allowed(post, to_person, actor)
    with recorded():
        held = Post.objects.select_for_update(of=("self",)).select_related("person", "court").get(pk=post.pk)
        rules = _lawful(held, rights, actor.today)
        wish = _Wish(held, Person.objects.get(pk=to_person.pk), rules, from_on, to_on)
        if errors := {**_wrong_days(wish, reason, actor.today), **_wrong_receiver(wish)}:
            raise InvalidInput(errors)
        given = Delegation.objects.create(
            court=held.court,
            from_post=held,
            to_person=to_person,
            rights=[rule.code for rule in rules],
            from_on=from_on,
            to_on=to_on,
            reason=reason.strip(),
            entered_at=actor.at,
            entered_by=actor.label[:160],
        )
        _note("delegation_given", given, actor, reason=given.reason)
    return given


def revoke_delegation(*, delegation: Delegation, reason: str, actor: Actor) -> Delegation:
    """Take a delegation back with effect from today: by the holder of the post or the administrator.

    Raises InvalidInput (``reason``; over already), Refused PEOPLE-RIGHT.
    """
    if not may_change(actor.viewer, delegation.from_post):
        raise Refused("PEOPLE-RIGHT", act=_("撤回授权"), court_id=delegation.court_id)
    if not reason.strip() or len(reason.strip()) > REASON_LENGTH:
        raise InvalidInput({"reason": _("请写明理由，不超过 %(n)d 字。") % {"n": REASON_LENGTH}})
    with recorded():
        locked = Delegation.objects.select_for_update(of=("self",))
        now = locked.select_related("from_post__person", "to_person").get(pk=delegation.pk)
        if now.revoked_on is not None or now.to_on < actor.today:
            raise InvalidInput({"reason": _("该授权已经结束，不必撤回。")})
        now.revoked_on, now.revoked_reason = actor.today, reason.strip()
        now.save(update_fields=["revoked_on", "revoked_reason"])
        _note("delegation_revoked", now, actor, reason=now.revoked_reason)
    return now


def _allowed(post: Post, to_person: Person, actor: Actor) -> None:
    act = _("授权代行")
    if not may_change(actor.viewer, post):
        raise Refused("PEOPLE-RIGHT", act=act, court_id=post.court_id)
    if post.person_id != to_person.pk:
        not_for_oneself(actor, to_person.pk, post.court, act)


def _lawful(post: Post, rights: Iterable[Right], today: date) -> tuple[RightRule, ...]:
    """The rows of the rights asked for. Refused: nobody delegates it; InvalidInput: the post has it not."""
    own = {rule.code for rule in rights_of(post)}
    chosen = tuple(dict.fromkeys(rights))
    if not chosen:
        raise InvalidInput({"rights": _("请至少选择一项权限。")})
    rules = tuple(right_rules().latest(right.value) for right in chosen)
    acted = acted_by(post.person_id, post.court_id, today)
    for rule in rules:
        if not rule.delegable:
            _never(rule, post.court_id)
        if rule.code not in own and rule.code in acted:
            raise Refused("PEOPLE-DELEGATE-CHAIN", right=rule, name=post.person.name, court_id=post.court_id)
    if strange := [rule for rule in rules if rule.code not in own]:
        raise InvalidInput({"rights": _("该职务没有这些权限：%(rights)s。") % {"rights": _names(strange)}})
    return rules


def _never(rule: RightRule, court_id: int) -> NoReturn:
    """Say why this right is exercised by its holder only."""
    if rule.refusal is Never.DECISION:
        raise Refused("PEOPLE-DELEGATE-HANDLER", right=rule, court_id=court_id)
    if rule.refusal is Never.REVIEW:
        raise Refused("PEOPLE-DELEGATE-REVIEW", right=rule, court_id=court_id)
    raise Refused("PEOPLE-DELEGATE-ADMINISTER", right=rule, court_id=court_id)


def _wrong_days(wish: _Wish, reason: str, today: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    ends = wish.post.to_on
    if wish.from_on < today:
        errors["from_on"] = _("授权不能溯及既往，开始日不得早于今天。")
    elif wish.from_on < wish.post.from_on:
        errors["from_on"] = _("该职务自 %(day)s 起任，授权不能早于此日。") % {"day": wish.post.from_on}
    if wish.to_on < wish.from_on:
        errors["to_on"] = _("结束日不能早于开始日。")
    elif ends is not None and wish.to_on > ends:
        errors["to_on"] = _("该职务任至 %(day)s，授权不能更晚。") % {"day": ends}
    if not reason.strip() or len(reason.strip()) > REASON_LENGTH:
        errors["reason"] = _("请写明事由，不超过 %(n)d 字。") % {"n": REASON_LENGTH}
    return errors


def _wrong_receiver(wish: _Wish) -> dict[str, str]:
    """The other must be fit for each right, not hold it already, and not have it from elsewhere meanwhile."""
    to, post = wish.to_person, wish.post
    if to.pk == post.person_id:
        return {"to_person": _("不能授权给任职者本人。")}
    held = posts_on(to.pk, post.court_id, wish.from_on)
    if not to.is_active or not held:
        return {"to_person": _("受托人须是本院在任人员，账户须启用。")}
    fit = {Role(other.role) for other in held}
    if unfit := [rule for rule in wish.rules if not fit & set(rule.to)]:
        return {"to_person": _("受托人现任职务不能代行：%(rights)s。") % {"rights": _names(unfit)}}
    lasting = [other for other in held if other.to_on is None or other.to_on >= wish.to_on]
    if needless := [rule for rule in wish.rules if _holds_already(wish, lasting, rule)]:
        said = _("受托人本职已有此项权限，无须授权：%(rights)s。")
        return {"rights": said % {"rights": _names(needless)}}
    if double := _overlapping(wish):
        return {"rights": _("此期间已授权同一人：%(rights)s。") % {"rights": _names(double)}}
    return {}


def _holds_already(wish: _Wish, lasting: list[Post], rule: RightRule) -> bool:
    """Whether posts of their own give the right for the whole time, and all the reading that goes with it."""
    if (wish.post.court_id, Right(rule.code)) not in own_rights(lasting):
        return False
    if rule.carries is Carried.NOTHING:
        return True
    theirs = viewer_of(wish.to_person, wish.from_on, Standing(tuple(lasting)))
    others = viewer_of(wish.post.person, wish.from_on, Standing((wish.post,)))
    courts = (
        others.read_courts if rule.carries is Carried.WHOLE else others.read_courts & {wish.post.court_id}
    )
    unread = others.read_divisions - theirs.read_divisions
    return courts <= theirs.read_courts and (wish.post.court_id in theirs.read_courts or not unread)


def _overlapping(wish: _Wish) -> list[RightRule]:
    """Rights the same person has meanwhile, from this post or, where no reading goes with it, from any."""
    meanwhile = Delegation.objects.filter(
        Q(revoked_on=None) | Q(revoked_on__gt=wish.from_on),
        court_id=wish.post.court_id,
        to_person=wish.to_person,
        from_on__lte=wish.to_on,
        to_on__gte=wish.from_on,
    )
    found = list(meanwhile.values_list("from_post_id", "rights"))
    return [
        rule
        for rule in wish.rules
        if any(
            rule.code in codes and (source == wish.post.pk or rule.carries is Carried.NOTHING)
            for source, codes in found
        )
    ]


def _names(rules: Iterable[RightRule]) -> str:
    language = get_language() or "zh"
    between = ", " if language.startswith("en") else "、"
    return between.join(rule.name(language) for rule in rules)


def _note(verb: str, given: Delegation, actor: Actor, reason: str) -> None:
    record(
        verb,
        court_id=given.court_id,
        actor=actor,
        noun="delegation",
        object_id=given.pk,
        data={
            "from_person": given.from_post.person.name,
            "role": given.from_post.role,
            "to_person": given.to_person.name,
            "rights": given.rights,
            "from_on": given.from_on,
            "to_on": given.to_on,
            "reason": reason,
        },
    )
