"""The clock of each case, narrow and apart from the case row, and the ledger that moves it."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from cases.limits.domain import LedgerKind, Unit
from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class CaseClock(models.Model):
    """Dates of a running trial limit; every lamp and alert follows from them and today.

    ``over_on`` is the first day on which the case is over its limit. ``watched``
    is true while the case is open and, when it was imported, confirmed as open.
    ``waiting_for`` names the event that starts the clock while it has not happened.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="clock")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    rule_code = models.CharField(max_length=40)
    now_rule_code = models.CharField(max_length=40, default="")
    rule_version = models.DateField()
    rule_before_earliest = models.BooleanField(default=False)
    base_on = models.DateField(null=True)
    waiting_for = models.CharField(max_length=14, blank=True)
    due_on = models.DateField(null=True)
    warn_on = models.DateField(null=True)
    near_on = models.DateField(null=True)
    ask_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    over_on = models.DateField(null=True)
    last_request_on = models.DateField(null=True)
    latest_lawful_on = models.DateField(null=True)
    calendar_confirmed = models.BooleanField(default=True)
    stopped_since = models.DateField(null=True)
    days_total = models.PositiveIntegerField(null=True)
    days_excluded = models.PositiveIntegerField(default=0)
    watched = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["court", column], name=f"clock_{column}", condition=models.Q(watched=True))
            for column in ("due_on", "warn_on", "near_on", "ask_on", "red_on", "over_on")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.due_on}"


@pghistory.track()
class LedgerItem(models.Model):
    """One thing that stops, lengthens, changes or restarts the limit of a case.

    Only items ``in_force`` count. What was entered stays as it was entered: an open
    stop is given its end once, parties are told once, a mistake is cancelled with its
    reason and entered anew. ``backdated`` items wait (``proposed``) until somebody
    other than who entered them has confirmed them.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待核准")
        IN_FORCE = "in_force", _("生效")
        DECLINED = "declined", _("不予核准")
        CANCELLED = "cancelled", _("已撤销")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="ledger")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State)
    kind = models.CharField(
        _("事项"), max_length=10, choices=[(kind.value, kind.value) for kind in LedgerKind]
    )
    ground = models.CharField(_("事由"), max_length=8, blank=True)
    starts_on = models.DateField(_("开始日"), null=True)
    ends_on = models.DateField(_("结束日"), null=True)
    value = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    unit = models.CharField(max_length=11, blank=True, choices=[(one.value, one.value) for one in Unit])
    step = models.PositiveSmallIntegerField(null=True)
    to_rule = models.CharField(_("转入"), max_length=40, blank=True)
    decided_on = models.DateField(_("决定日"), null=True)
    document = models.CharField(_("依据文书"), max_length=200)
    end_document = models.CharField(_("恢复的依据"), max_length=200, blank=True)
    reason = models.CharField(_("理由"), max_length=500)
    backdated = models.BooleanField(default=False)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=160)
    entered_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_by_client = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=160, blank=True)
    answered_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_by_client = models.CharField(max_length=100, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    told_on = models.DateField(_("告知当事人日"), null=True)
    told_how = models.CharField(_("告知方式"), max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="ledger_by_case"),
            models.Index(
                fields=["court", "starts_on"],
                name="ledger_open_stops",
                condition=Q(state="in_force", kind__in=["exclusion", "suspension"], ends_on=None),
            ),
            models.Index(fields=["court", "id"], name="ledger_proposed", condition=Q(state="proposed")),
        ]
        constraints = [
            models.CheckConstraint(
                name="ledger_stop_has_days",
                condition=~Q(kind__in=["exclusion", "suspension"])
                | Q(starts_on__isnull=False) & (Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
            ),
            models.CheckConstraint(
                name="ledger_exclusion_has_ground", condition=~Q(kind="exclusion") | ~Q(ground="")
            ),
            models.CheckConstraint(
                name="ledger_extension_whole",
                condition=~Q(kind="extension")
                | Q(value__gt=0, step__gte=1, decided_on__isnull=False) & ~Q(unit=""),
            ),
            models.CheckConstraint(
                name="ledger_turn_has_day",
                condition=~Q(kind__in=["conversion", "restart"]) | Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="ledger_conversion_leads_somewhere", condition=~Q(kind="conversion") | ~Q(to_rule="")
            ),
            models.CheckConstraint(
                name="ledger_answered_by_another",
                condition=Q(answered_by_person=None)
                | Q(state="cancelled")
                | ~Q(answered_by_person=F("entered_by_person")),
            ),
            models.CheckConstraint(
                name="ledger_answered_by_another_client",
                condition=Q(answered_by_client="")
                | Q(state="cancelled")
                | ~Q(answered_by_client=F("entered_by_client")),
            ),
            models.CheckConstraint(
                name="ledger_end_has_document", condition=Q(end_document="") | Q(ends_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.ground} {self.starts_on or self.decided_on}"
