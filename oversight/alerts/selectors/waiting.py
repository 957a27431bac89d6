"""Whose turn it is: the handler's answer, and what was laid before a post because none came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.docket.registry import WorkItem
from courts.actors.domain import Right, Role, Viewer
from courts.people.models import Post
from courts.people.selectors import standing_of
from oversight.alerts.domain import AlertLevel, plan_passed
from oversight.alerts.models import Alert, Escalation
from oversight.alerts.selectors.reading import by_urgency, leading, levels, one_of, rows, unanswered, visible
from oversight.alerts.selectors.words import stands

COUNTED_TO = 999
"""A count on every page stops here."""
WORK_SHOWN = 200
"""As many alerts as a work list looks at; all of them are on the list of alerts."""
ANSWER, OVERSEE = "alert", "escalation"


def answers(user: Viewer) -> Q:
    """Alerts that are this viewer's to answer.

    Those of own cases; where nobody handles the case, those of courts where the
    viewer may acknowledge. An API client acts for the people of its court.
    """
    ours = Q(court_id__in=user.courts_with(Right.ACKNOWLEDGE))
    if user.person_id is None:
        return ours
    return Q(case__handling__handler_id=user.person_id) | ours & Q(case__handling__handler=None)


def addressed(user: Viewer, today: date) -> QuerySet[Escalation]:
    """Escalations to the posts this person holds on the day or acts for, whatever became of them."""
    mine = Q(pk=None)
    if user.person_id is not None and user.may_anywhere(Right.ACKNOWLEDGE):
        for post in _seats(user.person_id, today):
            here = Q(court_id=post.court_id, role=post.role)
            mine |= here & Q(division_id=post.division_id) if post.role == Role.DIVISION_HEAD.value else here
    return Escalation.objects.filter(mine)


def _seats(person_id: UUID, today: date) -> list[Post]:
    """Own posts, and those whose acknowledging was delegated to this person."""
    stands = standing_of(person_id, today)
    lent = [given for given in stands.delegations if Right.ACKNOWLEDGE.value in given.rights]
    return [*stands.posts, *(given.from_post for given in lent)]


def pending(escalations: QuerySet[Escalation]) -> QuerySet[Escalation]:
    """Escalations that wait for their post: neither acknowledged nor ended by the handler's answer."""
    return escalations.filter(acknowledged_at=None, ended_at=None)


def waiting(user: Viewer, today: date) -> QuerySet[Alert]:
    """What waits for this viewer: the leading alerts to answer, and those escalated to them.

    What might be theirs is gathered first, each part by its own index, so that the
    alerts of a whole court are not gone through for the two that lie before its president.
    """
    open_ = Alert.objects.filter(unanswered(today))
    if user.person_id is None:
        return leading(visible(user)).filter(unanswered(today), answers(user))
    theirs = open_.filter(case__handling__handler_id=user.person_id).values("pk")
    courts = user.courts_with(Right.ACKNOWLEDGE)
    if courts:
        nobodys = open_.filter(case__handling__handler=None, court_id__in=courts).values("pk")
        theirs = theirs.union(nobodys, pending(addressed(user, today)).values("alert_id"))
    return leading(visible(user).filter(one_of("pk", theirs))).filter(unanswered(today))


def waiting_count(user: Viewer, today: date) -> int:
    """How many wait, counted up to ``COUNTED_TO``."""
    return waiting(user, today)[:COUNTED_TO].count()


def work_count(user: Viewer, today: date) -> int:
    """How many of them the work list shows."""
    return waiting(user, today)[:WORK_SHOWN].count()


def may_answer(row: Mapping[str, Any], user: Viewer, today: date) -> bool:
    """Whether the alert of a row, as it stands, is this viewer's to answer."""
    acknowledged = row["status"] == Alert.Status.ACKNOWLEDGED.value
    if row["status"] != Alert.Status.OPEN.value and not (
        acknowledged and plan_passed(row["planned_on"], today)
    ):
        return False
    ours = user.may(Right.ACKNOWLEDGE, row["court_id"])
    if user.person_id is None:
        return ours
    return bool(row["handler_id"] == user.person_id or (ours and row["handler_id"] is None))


def overseen_among(alert_ids: Iterable[UUID], user: Viewer, today: date) -> set[UUID]:
    """Which of these alerts wait for this viewer as the post they were laid before."""
    if user.person_id is None or not user.may_anywhere(Right.ACKNOWLEDGE):
        return set()
    found = pending(addressed(user, today)).filter(alert_id__in=list(alert_ids))
    return set(found.values_list("alert_id", flat=True))


def work_items(user: Viewer, today: date) -> list[WorkItem]:
    """Work-list source: what waits for the viewer, the earliest end of a limit first."""
    rules = {row.code: row for row in levels()}
    found = rows(by_urgency(waiting(user, today))[:WORK_SHOWN])
    return [_work_item(row, rules[row["level"]], may_answer(row, user, today), today) for row in found]


def _work_item(row: Mapping[str, Any], rule: AlertLevel, answer: bool, today: date) -> WorkItem:
    language = get_language() or "zh"
    said = {"level": rule.name(language, row["months"])}
    if not answer:
        title = _("督办：%(level)s，承办法官逾期未签收") % said
    elif row["status"] == Alert.Status.ACKNOWLEDGED.value:
        title = _("计划结案日已过：%(level)s，重新说明") % said
    else:
        title = _("签收预警：%(level)s") % said
    people = [row["handler_name"], row["cause"]]
    so_far, _tone = stands(row, today)
    return WorkItem(
        title=title,
        basis=f"{so_far}·{rule.action(language)}·{rule.article}",
        url=f"/alerts/{row['id']}/",
        action=_("签收") if answer else _("督办"),
        due_on=row["due_on"] if row["kind"] == Alert.Kind.LIMIT.value else None,
        case_label=row["number"],
        case_url=f"/cases/{row['case']}/",
        case_detail="·".join(part for part in people if part),
        kind=ANSWER if answer else OVERSEE,
        case_id=row["case"],
    )
