"""Requests to change the handling judge, and what protects a judge who recorded interference."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from assignment.changes.domain import CHANGED, OPEN, How, Level, Origin, State
from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court, Division

LIVE = [state.value for state in OPEN]
BY_PEOPLE = ("advised", "checked", "decided")


@pghistory.track()
class ChangeRequest(models.Model):
    """A request to change the handler of a case, or a judge of its panel, with every step taken on it.

    ``member`` is the id of the seat of a panel's judge; None for the handler. ``document`` is the number of
    the committee's decision where no leader of the court could decide. ``protected``: the judge recorded
    interference lately and does not want the change. ``level``: whose decision it is. ``origin`` is the id
    of the recusal it follows from. ``new_judge`` and ``fixed_on`` stand once the new handler has the case;
    then the parties are told.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="changes")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=[(one.value, one.value) for one in State])
    ground = models.CharField(max_length=2)
    rule_version = models.DateField()
    reason = models.CharField(max_length=1000)
    evidence = models.CharField(max_length=300)
    how = models.CharField(max_length=11, choices=[(one.value, one.value) for one in How])
    level = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Level])
    protected = models.BooleanField(default=False)
    origin = models.UUIDField(null=True)
    member = models.BigIntegerField(null=True)
    from_judge = models.ForeignKey(Person, models.PROTECT, related_name="changed_from")
    from_division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    to_judge = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    limit_due_on = models.DateField(null=True)
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=160)
    asked_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_by_client = models.CharField(max_length=100, blank=True)
    advised_at = models.DateTimeField(null=True)
    advised_by = models.CharField(max_length=160, blank=True)
    advised_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    advice_for = models.BooleanField(null=True)
    advice = models.CharField(max_length=500, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=160, blank=True)
    checked_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    check_for = models.BooleanField(null=True)
    check_text = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=160, blank=True)
    decided_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_by_client = models.CharField(max_length=100, blank=True)
    decision = models.CharField(max_length=500, blank=True)
    document = models.CharField(max_length=100, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=160, blank=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)
    new_judge = models.ForeignKey(Person, models.PROTECT, null=True, related_name="changed_to")
    fixed_on = models.DateField(null=True)
    tell_by = models.DateField(null=True)
    told_on = models.DateField(null=True)
    told_whom = models.CharField(max_length=200, blank=True)
    told_how = models.CharField(max_length=100, blank=True)
    told_by = models.CharField(max_length=160, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="change_by_case"),
            models.Index(fields=["court", "state"], name="change_waiting", condition=Q(state__in=LIVE)),
            models.Index(fields=["court", "-id"], name="change_by_court"),
            models.Index(
                fields=["court", "tell_by"], name="change_to_tell", condition=Q(state="done", told_on=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=LIVE, member=None), name="change_one_open_a_case"
            ),
            models.UniqueConstraint(
                fields=["case", "member"],
                condition=Q(state__in=LIVE, member__isnull=False),
                name="change_one_open_a_member",
            ),
            models.CheckConstraint(
                name="change_designates_somebody",
                condition=Q(how="draw", to_judge=None) | Q(how="designation", to_judge__isnull=False),
            ),
            models.CheckConstraint(
                name="change_to_another", condition=Q(to_judge=None) | ~Q(to_judge=F("from_judge"))
            ),
            models.CheckConstraint(
                name="change_decided_whole",
                condition=Q(state__in=["approved", "done", "refused"], decided_at__isnull=False)
                | ~Q(state__in=["approved", "done", "refused"]) & Q(decided_at=None)
                | Q(state="lapsed"),
            ),
            models.CheckConstraint(
                name="change_done_whole",
                condition=Q(state="done", fixed_on__isnull=False)
                & (Q(new_judge__isnull=False) | Q(member__isnull=False))
                | ~Q(state="done") & Q(new_judge=None, fixed_on=None, told_on=None),
            ),
            models.CheckConstraint(
                name="change_told_whole", condition=Q(told_on=None) | ~Q(told_how="") & ~Q(told_whom="")
            ),
            models.CheckConstraint(
                name="change_protected_is_checked",
                condition=Q(protected=False) | ~Q(state__in=["approved", "done"]) | Q(check_for=True),
            ),
            *(
                models.CheckConstraint(
                    name=f"change_{act}_by_another",
                    condition=Q(**{f"{act}_by_person": None})
                    | ~Q(**{f"{act}_by_person": F("asked_by_person")})
                    & ~Q(**{f"{act}_by_person": F("from_judge")}),
                )
                for act in BY_PEOPLE
            ),
            models.CheckConstraint(
                name="change_decided_by_no_new_judge",
                condition=Q(decided_by_person=None) | Q(to_judge=None) | ~Q(decided_by_person=F("to_judge")),
            ),
        ]

    @property
    def is_live(self) -> bool:
        """Whether the old handler still has the case because of it."""
        return self.state in LIVE

    @property
    def is_changed(self) -> bool:
        """Whether it was approved."""
        return self.state in {state.value for state in CHANGED}

    def __str__(self) -> str:
        return f"{self.case_id} {self.ground} {self.state}"


class InterferenceReport(models.Model):
    """Interference or an inquiry that a judge recorded.

    Read by the judge, and by discipline office and president of the court and of those above it. Never
    changed and never deleted (a trigger refuses both to everybody); the text is stored encrypted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    judge = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Origin])
    happened_on = models.DateField()
    reported_on = models.DateField()
    reported_at = models.DateTimeField()
    text_cipher = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["judge", "reported_on"], name="interference_by_judge"),
            models.Index(fields=["court", "-id"], name="interference_by_court"),
        ]
        constraints = [
            models.CheckConstraint(
                name="interference_reported_after", condition=Q(reported_on__gte=F("happened_on"))
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
