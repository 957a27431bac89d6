"""Requests for more time, each with every step that was taken on it."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from cases.extensions.domain import LIVE, State
from cases.limits.domain import Unit
from cases.limits.models import LedgerItem
from courts.actors.domain import COURT_TIME
from courts.people.models import Person
from courts.places.models import Court

WAITING = [state.value for state in LIVE]
DECIDED = [State.GRANTED.value, State.REFUSED.value]


@pghistory.track()
class ExtensionRequest(models.Model):
    """A request of the handler. ``deciding_court`` is empty where that court does not use this system.

    ``sent_by_client`` names the API client that sent it in the handler's name, ``decided_by_client``
    the one that entered its court's decision; empty for people.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="extension_requests")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    deciding_court = models.ForeignKey(Court, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in State])
    rule_code = models.CharField(max_length=40)
    step = models.PositiveSmallIntegerField()
    approver = models.CharField(max_length=17)
    value = models.DecimalField(max_digits=6, decimal_places=1)
    unit = models.CharField(max_length=11, choices=[(one.value, one.value) for one in Unit])
    reason = models.CharField(_("理由"), max_length=1000)
    due_on = models.DateField()
    last_request_on = models.DateField(null=True)
    decide_by = models.DateField(null=True)
    late_reason = models.CharField(_("逾期申请的理由"), max_length=500, blank=True)
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=160)
    asked_by_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_by_client = models.CharField(max_length=100, blank=True)
    advised_at = models.DateTimeField(null=True)
    advised_by = models.CharField(max_length=160, blank=True)
    advised_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    advice_for = models.BooleanField(null=True)
    advice = models.CharField(max_length=500, blank=True)
    forwarded_at = models.DateTimeField(null=True)
    forwarded_by = models.CharField(max_length=160, blank=True)
    forwarded_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    forward_for = models.BooleanField(null=True)
    forward = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=160, blank=True)
    decided_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_by_client = models.CharField(max_length=100, blank=True)
    decision = models.CharField(max_length=500, blank=True)
    document = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=160, blank=True)
    withdraw_reason = models.CharField(max_length=500, blank=True)
    item = models.OneToOneField(LedgerItem, models.PROTECT, null=True, related_name="request")

    class Meta:
        verbose_name = _("延长审限申请")
        verbose_name_plural = _("延长审限申请")
        indexes = [
            models.Index(fields=["case", "id"], name="extension_by_case"),
            models.Index(fields=["court", "state"], name="extension_waiting", condition=Q(state__in=WAITING)),
            models.Index(
                fields=["deciding_court", "state"],
                name="extension_for_upper",
                condition=Q(state="deciding"),
            ),
            models.Index(fields=["court", "-id"], name="extension_by_court"),
            models.Index(fields=["deciding_court", "-id"], name="extension_by_decider"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=WAITING), name="extension_one_at_a_time"
            ),
            models.CheckConstraint(name="extension_positive", condition=Q(value__gt=0, step__gte=1)),
            models.CheckConstraint(
                name="extension_granted_has_item",
                condition=Q(state="granted", item__isnull=False) | ~Q(state="granted") & Q(item=None),
            ),
            models.CheckConstraint(
                name="extension_decided_whole",
                condition=Q(
                    state__in=["granted", "refused"], decided_on__isnull=False, decided_at__isnull=False
                )
                | ~Q(state__in=["granted", "refused"]) & Q(decided_on=None, decided_at=None),
            ),
            *(
                models.CheckConstraint(
                    name=f"extension_{act}_by_another",
                    condition=Q(**{f"{act}_by_person": None})
                    | ~Q(**{f"{act}_by_person": F("asked_by_person")}),
                )
                for act in ("advised", "forwarded", "decided")
            ),
            models.CheckConstraint(
                name="extension_decided_by_another_client",
                condition=Q(decided_by_client="") | ~Q(decided_by_client=F("sent_by_client")),
            ),
            models.CheckConstraint(
                name="extension_withdrawn_whole",
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at=None),
            ),
        ]

    @property
    def is_live(self) -> bool:
        """Whether it waits for somebody."""
        return self.state in WAITING

    @property
    def is_late(self) -> bool:
        """Asked for after the last day for asking."""
        return self.last_request_on is not None and self.asked_on > self.last_request_on

    @property
    def is_decided_late(self) -> bool:
        """Decided after the last lawful day for deciding."""
        return bool(self.decided_on and self.decide_by and self.decided_on > self.decide_by)

    @property
    def ended_on(self) -> date | None:
        """The day of the decision, or of taking the request back; None while it waits."""
        withdrawn = self.withdrawn_at
        return self.decided_on or (withdrawn.astimezone(COURT_TIME).date() if withdrawn else None)

    def __str__(self) -> str:
        return f"{self.case_id} {self.step} {self.state}"
