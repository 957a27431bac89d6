"""What an administrator of the demo set: an option, leave, a share, clients."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from assignment.pools.models import Absence, PoolMember
from assignment.pools.services.leave import enter_leave
from assignment.pools.services.members import change_share
from courts.actors.domain import Actor, Role
from courts.clients.models import ApiClient
from courts.clients.services import create_api_client, disable_client
from courts.options.services import set_option
from courts.people.selectors import roles, viewer_of
from oversight.management.demo.days import instant
from oversight.management.demo.staff import Staffed

HALF = 50
TO_COME = timedelta(days=10)
LONG = timedelta(days=7)


def settings_made(staffed: Staffed, day: date) -> None:
    """One court's settings, made by its administrator on the last day."""
    actor = _administrator(staffed, instant(day, 16))
    court = staffed.court.pk
    set_option(
        court_id=court,
        code="POOL-MIN",
        value=2,
        reason="行政案件法官共三人，经院务会研究下限定为两名",
        actor=actor,
    )
    _shares(staffed, day, actor)
    _leave(staffed, day, actor)
    _clients(staffed, day, actor)


def _administrator(staffed: Staffed, at: datetime) -> Actor:
    person = staffed.people[Role.ADMINISTRATOR][0]
    post = f"{staffed.court.name} {roles().latest(Role.ADMINISTRATOR.value).zh}"
    viewer = viewer_of(person, at.date())
    return Actor(at=at, label=person.name, person_id=person.pk, post=post, viewer=viewer)


def _shares(staffed: Staffed, day: date, actor: Actor) -> None:
    """A judge who takes on other duties is drawn half as often from the next day on."""
    pool = staffed.pools[1][0]
    member = PoolMember.objects.filter(pool=pool, to_on=None, share=100).order_by("judge__username").first()
    if member is not None:
        change_share(
            member_id=member.pk,
            share=HALF,
            from_on=day + timedelta(days=1),
            reason="兼任诉源治理专班工作，院务会纪要第11号",
            actor=actor,
        )


def _leave(staffed: Staffed, day: date, actor: Actor) -> None:
    """One judge is away now, another will be; nobody twice."""
    president = staffed.people[Role.PRESIDENT][0]
    free = [
        judge
        for judge in staffed.judges
        if not Absence.objects.filter(judge=judge, to_on__gte=day, from_on__lte=day + 2 * TO_COME).exists()
    ]
    for judge, begins, what in zip(
        free[-2:], (day, day + TO_COME), ("年休假审批单第23号", "培训通知第8号"), strict=False
    ):
        enter_leave(
            court_id=staffed.court.pk,
            judge=judge.pk,
            kind=Absence.Kind.LEAVE.value,
            from_on=begins,
            to_on=begins + LONG,
            approver=president.pk,
            reason=what,
            actor=actor,
        )


def _clients(staffed: Staffed, day: date, actor: Actor) -> None:
    """The system that files online, and an older one that is disabled. Nobody knows their secrets."""
    made = {
        "网上立案系统": ("cases:read cases:write draws:read", "与网上立案系统对接"),
        "旧版档案系统": ("cases:read", "档案查询，随系统更新停用"),
    }
    for name, (scopes, reason) in made.items():
        create_api_client(name=name, court=staffed.court.code, scopes=scopes, reason=reason, actor=actor)
    older = ApiClient.objects.get(court=staffed.court, name="旧版档案系统")
    disable_client(client_pk=older.pk, disabled_on=day, reason="旧系统下线", actor=actor)
