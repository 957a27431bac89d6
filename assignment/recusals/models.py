"""Requests for recusal, and urgent matters that went on meanwhile."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from assignment.recusals.domain import AskedBy, Decider, Part, State, Stopped
from cases.docket.models import Case
from cases.parties.models import Party
from courts.people.models import Person
from courts.places.models import Court

DECIDED = ["granted", "declined", "reviewing", "upheld"]


@pghistory.track()
class Recusal(models.Model):
    """A request that somebody withdraw from a case, its decision and one reconsideration.

    ``person`` is empty for outsiders, known by ``name``. ``document`` is the number of the committee's
    decision where the committee decided; ``check_for`` what the discipline office said of a judge who
    is protected. ``due_on`` and ``review_due_on``: the last lawful days.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="recusals")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=[(one.value, one.value) for one in State])
    part = models.CharField(max_length=11, choices=[(one.value, one.value) for one in Part])
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="recusals")
    name = models.CharField(max_length=80)
    asked = models.CharField(max_length=10, choices=[(one.value, one.value) for one in AskedBy])
    party = models.ForeignKey(Party, models.SET_NULL, null=True, related_name="+")
    party_name = models.CharField(max_length=120, blank=True)
    grounds = ArrayField(models.CharField(max_length=4))
    statement = models.CharField(max_length=2000)
    asked_on = models.DateField()
    due_on = models.DateField()
    decider = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Decider])
    decider_rule = models.CharField(max_length=30)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=160)
    entered_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_by_client = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=160, blank=True)
    decided_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_by_client = models.CharField(max_length=100, blank=True)
    decision = models.CharField(max_length=1000, blank=True)
    document = models.CharField(max_length=100, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=160, blank=True)
    checked_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    check_for = models.BooleanField(null=True)
    check_text = models.CharField(max_length=500, blank=True)
    told_on = models.DateField(null=True)
    told_how = models.CharField(max_length=100, blank=True)
    review_asked_on = models.DateField(null=True)
    review_reason = models.CharField(max_length=1000, blank=True)
    review_entered_by = models.CharField(max_length=160, blank=True)
    review_due_on = models.DateField(null=True)
    review_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    review_by = models.CharField(max_length=160, blank=True)
    review_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    review = models.CharField(max_length=1000, blank=True)
    review_document = models.CharField(max_length=100, blank=True)
    review_told_on = models.DateField(null=True)
    review_told_how = models.CharField(max_length=100, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=160, blank=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="recusal_by_case"),
            models.Index(
                fields=["court", "due_on"],
                name="recusal_waiting",
                condition=Q(state__in=["waiting", "reviewing"]),
            ),
            models.Index(fields=["court", "-id"], name="recusal_by_court"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(state="waiting", person__isnull=False),
                name="recusal_one_waiting_a_person",
            ),
            models.UniqueConstraint(
                fields=["case", "name"],
                condition=Q(state="waiting", person=None),
                name="recusal_one_waiting_a_name",
            ),
            models.CheckConstraint(name="recusal_has_grounds", condition=Q(grounds__len__gt=0)),
            models.CheckConstraint(
                name="recusal_judges_are_staff",
                condition=~Q(part__in=["judge", "president"]) | Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="recusal_decided_whole",
                condition=Q(state__in=DECIDED, decided_on__isnull=False) & ~Q(decided_by="")
                | Q(state__in=["waiting", "withdrawn"], decided_on=None),
            ),
            models.CheckConstraint(
                name="recusal_reviewed_whole",
                condition=~Q(state__in=["reviewing", "upheld"]) | Q(review_asked_on__isnull=False),
            ),
            models.CheckConstraint(
                name="recusal_decided_by_another",
                condition=Q(decided_by_person=None) | Q(person=None) | ~Q(decided_by_person=F("person")),
            ),
            models.CheckConstraint(
                name="recusal_reviewed_by_another",
                condition=Q(review_by_person=None) | Q(person=None) | ~Q(review_by_person=F("person")),
            ),
            models.CheckConstraint(
                name="recusal_checked_by_another",
                condition=Q(checked_by_person=None)
                | ~Q(checked_by_person=F("entered_by_person")) & ~Q(checked_by_person=F("person")),
            ),
            models.CheckConstraint(
                name="recusal_committee_numbered",
                condition=~Q(decider="committee") | Q(decided_on=None) | ~Q(document=""),
            ),
        ]

    @property
    def is_decided_late(self) -> bool:
        """Decided after the last lawful day."""
        return self.decided_on is not None and self.decided_on > self.due_on

    @property
    def open_until(self) -> object:
        """The day by which somebody has to decide now; None when nobody has to."""
        if self.state == State.WAITING.value:
            return self.due_on
        return self.review_due_on if self.state == State.REVIEWING.value else None

    def __str__(self) -> str:
        return f"{self.case_id} {self.name} {self.state}"


@pghistory.track()
class UrgentMatter(models.Model):
    """Something that may go on, on one day, while a recusal waits for its decision, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recusal = models.ForeignKey(Recusal, models.CASCADE, related_name="urgent")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    matter = models.CharField(max_length=13, choices=[(one.value, one.value) for one in Stopped])
    on = models.DateField()
    reason = models.CharField(max_length=500)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=160)

    class Meta:
        constraints = [models.CheckConstraint(name="urgent_has_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.recusal_id} {self.matter}"
