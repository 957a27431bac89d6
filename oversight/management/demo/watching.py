"""The last weeks of the demo courts under watch: alerts raised, answered, gone up, and who was told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from cases.docket.models import CaseHandling
from courts.actors.domain import Actor, Role
from courts.calendar.domain import SATURDAY
from courts.outbox.services import sweep
from courts.people.models import Person
from courts.people.selectors import viewer_of
from oversight.alerts.models import Alert, Escalation
from oversight.alerts.selectors import levels
from oversight.alerts.services.acknowledging import acknowledge
from oversight.management.demo.days import instant
from oversight.management.demo.staff import Staffed
from oversight.nightly import services as nightly
from oversight.notices.models import Notice
from oversight.notices.services import Note, tell

NIGHTS = 16
ANSWERED_SHARE = 0.62
TAKEN_UP_SHARE = 0.35
UNSEEN_DAYS = 6
NOTES = (
    "已安排开庭，预计限内审结。",
    "鉴定意见已收，本周合议。",
    "已约谈双方，调解中，未能达成即判决。",
    "裁判文书已送审核，近日宣判。",
    "已拟报延长审限，材料本周送批。",
)
PLANS = (
    ("APPRAISAL", "司法鉴定机构尚未出具意见，已发函催办。"),
    ("PUBLIC-NOTICE", "公告送达期间未满，期满即开庭。"),
    ("DRAFTING", "已经合议，裁判文书正在制作。"),
    ("SETTLEMENT", "双方正在协商，逾期达不成协议即判决。"),
    ("EXTENSION", "已报请延长审限，等待批复。"),
)
ARRANGED = (
    "已约谈承办法官，限五日内报结案方案。",
    "已协调鉴定机构，本周出具意见。",
    "列入本周调度，逐案销号。",
)


def watch(chance: Random, staff: list[Staffed], day: date) -> dict[str, int]:
    """The nights of the last weeks with their answers on the days between. Returns alerts by level."""
    raised: dict[str, int] = {}
    unread = day - timedelta(days=NIGHTS)
    for offset in range(NIGHTS, -1, -1):
        today = day - timedelta(days=offset)
        for night in nightly.run(business_date=today, at=instant(today, 0, 30)).done:
            for level, number in night.raised.items():
                raised[level] = raised.get(level, 0) + number
        sweep(at=instant(today, 0, 40))
        if offset and today.weekday() < SATURDAY:
            for staffed in staff:
                _answer(chance, staffed, today, since=unread)
                _take_up(chance, staffed, today)
            unread = today + timedelta(days=1)
        sweep(at=instant(today, 23, 50))
    _given(staff, day)
    _see(day)
    return raised


def _answer(chance: Random, staffed: Staffed, today: date, *, since: date) -> None:
    """Handlers answer what was raised since they last looked; some leave it."""
    planned_for = {level.code for level in levels() if level.plan}
    alerts = Alert.objects.filter(
        court=staffed.court, status=Alert.Status.OPEN.value, raised_at__gte=instant(since, 0)
    )
    for alert in alerts.select_related("case__handling__handler").order_by("raised_on", "case_id"):
        judge = alert.case.handling.handler
        if judge is None or chance.random() > ANSWERED_SHARE:
            continue
        actor = _acting(staffed, judge, Role.JUDGE, instant(today, 16, chance.randrange(60)))
        reason, note = ("", chance.choice(NOTES))
        planned = None
        if alert.level in planned_for:
            reason, note = chance.choice(PLANS)
            planned = today + timedelta(days=chance.randrange(8, 45))
        acknowledge(alert_id=alert.pk, note=note, reason=reason, planned_on=planned, actor=actor)


def _take_up(chance: Random, staffed: Staffed, today: date) -> None:
    """Heads note some of what was laid before them."""
    steps = Escalation.objects.filter(
        court=staffed.court,
        role=Role.DIVISION_HEAD.value,
        acknowledged_at=None,
        ended_at=None,
        escalated_on=today - timedelta(days=1),
    )
    heads = {staffed.division_of[head]: head for head in staffed.people[Role.DIVISION_HEAD]}
    for step in steps.order_by("alert__case_id"):
        head = heads.get(step.division)
        if head is None or chance.random() > TAKEN_UP_SHARE:
            continue
        actor = _acting(staffed, head, Role.DIVISION_HEAD, instant(today, 17, chance.randrange(30)))
        acknowledge(alert_id=step.alert_id, note=chance.choice(ARRANGED), actor=actor)


def _acting(staffed: Staffed, person: Person, role: Role, at: datetime) -> Actor:
    """A person acting by the rights their posts give on the day."""
    signed = staffed.signed(person, role, at)
    return Actor(
        at=at,
        label=signed.label,
        person_id=signed.person_id,
        post=signed.post,
        viewer=viewer_of(person, at.date()),
    )


def _given(staff: list[Staffed], day: date) -> None:
    """Judges were told of the cases drawn to them in these weeks."""
    since = day - timedelta(days=NIGHTS)
    courts = [staffed.court.pk for staffed in staff]
    found = CaseHandling.objects.filter(court_id__in=courts, assigned_on__gte=since).select_related("case")
    by_day: dict[date, list[Note]] = {}
    for handling in found.order_by("assigned_on", "case_id"):
        on = handling.assigned_on
        assert on is not None and handling.handler_id is not None
        words = {"cause": handling.case.cause_name, "on": on.isoformat()}
        key = f"case_given:{handling.case_id}:{on}"
        told = Note("case_given", handling.handler_id, handling.court_id, key, handling.case_id, words=words)
        by_day.setdefault(on, []).append(told)
    for on, notes in by_day.items():
        tell(notes, at=instant(on, 17, 5))


def _see(day: date) -> None:
    """Everybody has read what is older than a few days, but not what was laid before them."""
    old = Notice.objects.filter(at__lt=instant(day - timedelta(days=UNSEEN_DAYS), 0))
    old.exclude(kind="alert_escalated").update(seen_at=instant(day, 8))
