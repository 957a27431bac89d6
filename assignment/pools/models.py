"""Draw pools, the routes to them, the judges in them by date, their alerts, and what cases weigh."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from assignment.pools.domain.routes import FIRST_TIER, LAST_TIER, Complexity
from assignment.teams.models import Team
from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court, Division


def _range(function: str, first: str, last: str) -> tuple[Func, str]:
    """From one column to another, both included, as a range that meets no other (``&&``) of its kind.

    A key is the range from itself to itself: GiST compares keys only with an extension, ranges always.
    """
    return Func(first, last, RangeBoundary(inclusive_upper=True), function=function), "&&"


_DAYS = _range("daterange", "from_on", "to_on")
_JUDGE = _range("uuidrange", "judge", "judge")


@pghistory.track(exclude=["changed_at"])
class Pool(models.Model):
    """Who may be drawn for the cases whose route leads here. ``band`` is in hundredths of a standard case.

    The members of a team's pool are the judges of the team. ``changed_at`` is when who may
    be drawn last changed: members, shares, ceilings, leave, quota.
    """

    court = models.ForeignKey(Court, models.PROTECT, related_name="pools", verbose_name=_("法院"))
    name = models.CharField(_("名称"), max_length=60)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="pools", verbose_name=_("部门")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="pools", verbose_name=_("审判团队")
    )
    band = models.PositiveIntegerField(_("负荷带"), null=True, blank=True)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("分案池")
        verbose_name_plural = _("分案池")
        constraints = [models.UniqueConstraint(fields=["court", "name"], name="pool_name_once_a_court")]

    def __str__(self) -> str:
        return self.name

    @property
    def follows_team(self) -> bool:
        """Whether its members are those of a team that stands; a dissolved team leaves them as they are."""
        return self.team is not None and self.team.to_on is None


@pghistory.track()
class PoolRoute(models.Model):
    """Which cases reach a pool: conditions by date in a tier; an empty condition fits every case.

    ``cause_code`` covers what stands under it. The claim lies from ``claim_from_fen``
    (included) below ``claim_to_fen``.
    """

    pool = models.ForeignKey(Pool, models.PROTECT, related_name="routes", verbose_name=_("分案池"))
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", verbose_name=_("法院"))
    tier = models.PositiveSmallIntegerField(_("级"), default=LAST_TIER)
    type_code = models.CharField(_("类型代字"), max_length=6, blank=True)
    procedure = models.CharField(_("程序"), max_length=20, blank=True)
    cause_code = models.CharField(_("案由"), max_length=40, blank=True)
    claim_from_fen = models.BigIntegerField(_("标的额起（分）"), null=True, blank=True)
    claim_to_fen = models.BigIntegerField(_("标的额止（分）"), null=True, blank=True)
    complexity = models.CharField(_("繁简"), max_length=8, blank=True)
    from_on = models.DateField(_("起"))
    to_on = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("分案规则")
        verbose_name_plural = _("分案规则")
        constraints = [
            models.CheckConstraint(name="route_tier", condition=Q(tier__gte=FIRST_TIER, tier__lte=LAST_TIER)),
            models.CheckConstraint(
                name="route_complexity", condition=Q(complexity__in=["", *(c.value for c in Complexity)])
            ),
            models.CheckConstraint(
                name="route_ends_after_it_begins", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="route_claim_is_a_span",
                condition=(Q(claim_from_fen=None) | Q(claim_from_fen__gte=0))
                & (Q(claim_to_fen=None) | Q(claim_to_fen__gt=0))
                & (Q(claim_from_fen=None) | Q(claim_to_fen=None) | Q(claim_to_fen__gt=F("claim_from_fen"))),
            ),
            models.UniqueConstraint(
                fields=[
                    "court",
                    "tier",
                    "type_code",
                    "procedure",
                    "cause_code",
                    "complexity",
                    "claim_from_fen",
                    "claim_to_fen",
                ],
                condition=Q(to_on=None),
                nulls_distinct=False,
                name="route_once_a_tier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool} {self.tier} {self.type_code}"


@pghistory.track()
class PoolMember(models.Model):
    """A judge's time in a pool; ``share`` is the capacity share in percent.

    A share of 0 has somebody who approved it, as leave has. ``ceiling``: the open load in hundredths of a
    standard case at which the judge is drawn no more; None: the court's option.
    """

    pool = models.ForeignKey(Pool, models.PROTECT, related_name="members", verbose_name=_("分案池"))
    judge = models.ForeignKey(Person, models.PROTECT, related_name="pool_terms", verbose_name=_("法官"))
    share = models.PositiveSmallIntegerField(_("办案份额(%)"), default=100)
    approved_by = models.CharField(_("批准人"), max_length=60, blank=True)
    ceiling = models.PositiveIntegerField(_("负荷上限"), null=True, blank=True)
    from_on = models.DateField(_("入池日"))
    to_on = models.DateField(_("出池日"), null=True, blank=True)

    class Meta:
        verbose_name = _("分案池成员")
        verbose_name_plural = _("分案池成员")
        constraints = [
            models.CheckConstraint(
                name="pool_member_ends_after_it_begins", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(name="pool_member_share", condition=Q(share__gte=0, share__lte=100)),
            models.UniqueConstraint(fields=["pool", "judge", "from_on"], name="pool_member_once_a_day"),
            ExclusionConstraint(
                name="pool_member_once_at_a_time",
                expressions=[_range("int8range", "pool", "pool"), _JUDGE, _DAYS],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool} {self.judge}"


@pghistory.track()
class Absence(models.Model):
    """Days on which a judge is not drawn: leave, secondment or suspension, and who approved it."""

    class Kind(models.TextChoices):
        LEAVE = "leave", _("休假")
        SECONDED = "seconded", _("借调")
        SUSPENDED = "suspended", _("停职")

    judge = models.ForeignKey(Person, models.PROTECT, related_name="absences", verbose_name=_("法官"))
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", verbose_name=_("法院"))
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    from_on = models.DateField(_("起"))
    to_on = models.DateField(_("止"))
    approved_by = models.CharField(_("批准人"), max_length=60)

    class Meta:
        verbose_name = _("缺勤")
        verbose_name_plural = _("缺勤")
        constraints = [
            models.CheckConstraint(name="absence_ends_after_it_begins", condition=Q(to_on__gte=F("from_on"))),
            ExclusionConstraint(name="absence_once_at_a_time", expressions=[_JUDGE, _DAYS]),
        ]

    def __str__(self) -> str:
        return f"{self.judge} {self.from_on}–{self.to_on}"


class Reentry(models.Model):
    """A pool's median load, in hundredths, on the day on which a judge was back from an absence.

    Each pool has its own: the same judge sits in a specialised pool and in a general one.
    """

    absence = models.ForeignKey(Absence, models.CASCADE, related_name="reentries")
    pool = models.ForeignKey(Pool, models.CASCADE, related_name="+")
    load = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["absence", "pool"], name="reentry_once_a_pool")]

    def __str__(self) -> str:
        return f"{self.absence_id} {self.pool_id} {self.load}"


class PoolAlert(models.Model):
    """Something about a pool that president and discipline office should know; one open a pool and kind.

    ``detail``: the numbers it was raised on; of a change before draws, the draws and how
    many changes. Kept for ever; closes by itself, or (changes) when somebody has looked.
    """

    class Kind(models.TextChoices):
        EMPTY = "empty", _("无人可抽")
        FEW = "few", _("可抽法官少于下限")
        CHANGED = "changed", _("抽签前名单变动")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", verbose_name=_("法院"))
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="alerts", verbose_name=_("分案池"))
    kind = models.CharField(_("类别"), max_length=8, choices=Kind.choices)
    raised_on = models.DateField(_("提示日"))
    detail = models.JSONField(default=dict)
    closed_at = models.DateTimeField(_("解除时间"), null=True)
    closed_by = models.CharField(_("核查人"), max_length=160, blank=True)
    note = models.CharField(_("核查情况"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "kind"], condition=Q(closed_at=None), name="pool_alert_one_open"
            )
        ]
        indexes = [
            models.Index(fields=["court", "-raised_on"], name="pool_alert_by_court"),
        ]

    def __str__(self) -> str:
        return f"{self.pool} {self.kind} {self.raised_on}"


class CaseLoad(models.Model):
    """What an open case weighs on its judge, in hundredths of a standard case; kept by the case's events."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="load")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", db_index=False)
    judge = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    hundredths = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="case_load_weighs", condition=Q(hundredths__gte=1))]
        indexes = [
            models.Index(fields=["judge", "court"], include=["hundredths"], name="case_load_by_judge"),
            models.Index(fields=["court"], name="case_load_by_court"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.hundredths}"
