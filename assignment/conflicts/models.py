"""What judges declare, who acts for parties, who was something else in a case, who left the court."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from assignment.conflicts.domain import AgentKind, Part
from cases.docket.models import Case
from cases.parties.models import Party
from courts.people.models import Person
from courts.places.models import Court

NAME_LENGTH = 60
FIRM_LENGTH = 120


class Named(models.Model):
    """Somebody by name and, where known, identity number: encrypted, found again by its digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("姓名"), max_length=NAME_LENGTH)
    id_cipher = models.BinaryField(null=True)
    id_digest = models.CharField(max_length=64, blank=True)
    id_masked = models.CharField(_("公民身份号码"), max_length=40, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=160)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


@pghistory.track(exclude=["id_cipher"])
class Relative(Named):
    """A relative whom a judge or member of staff declared, with the law firm they work in, if any.

    One asks that it end, another confirms; until then the declaration stands.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="relatives")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    relation = models.CharField(_("关系"), max_length=20)
    firm = models.CharField(_("律师事务所"), max_length=FIRM_LENGTH, blank=True)
    partner = models.BooleanField(_("合伙人或者设立人"), default=False)
    end_asked_at = models.DateTimeField(null=True)
    end_asked_by = models.CharField(max_length=160, blank=True)
    end_asked_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    end_confirmed_by = models.CharField(max_length=160, blank=True)
    end_confirmed_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("近亲属申报")
        verbose_name_plural = _("近亲属申报")
        constraints = [
            models.CheckConstraint(
                name="relative_ended_by_another",
                condition=Q(end_confirmed_person=None)
                | ~Q(end_confirmed_person=F("end_asked_person")) & ~Q(end_confirmed_person=F("person")),
            )
        ]
        indexes = [
            models.Index(fields=["person"], name="relative_in_force", condition=Q(ended_on=None)),
            models.Index(fields=["court", "person"], name="relative_by_court"),
        ]


@pghistory.track(exclude=["id_cipher"])
class CaseAgent(Named):
    """Somebody who represents a party in a case; ``firm`` of a lawyer."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="agents")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, null=True, related_name="agents")
    kind = models.CharField(_("身份"), max_length=12, choices=[(one.value, one.value) for one in AgentKind])
    firm = models.CharField(_("律师事务所"), max_length=FIRM_LENGTH, blank=True)
    warned = models.CharField(max_length=20, blank=True)
    warned_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("代理人、辩护人")
        verbose_name_plural = _("代理人、辩护人")
        indexes = [models.Index(fields=["case"], name="agent_by_case")]


@pghistory.track(exclude=["id_cipher"])
class Involvement(Named):
    """Who was mediator, expert, witness … in a case; ``person`` where it is a member of a court."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="involved")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="involved")
    part = models.CharField(_("身份"), max_length=12, choices=[(one.value, one.value) for one in Part])
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("曾任其他角色")
        verbose_name_plural = _("曾任其他角色")
        indexes = [models.Index(fields=["case"], name="involvement_by_case")]


@pghistory.track(exclude=["id_cipher"])
class FormerStaff(Named):
    """Who left the court, when, and from which post."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="former_staff")
    post = models.CharField(_("原职务"), max_length=60, blank=True)
    left_on = models.DateField(_("离任日"))

    class Meta:
        verbose_name = _("离任人员")
        verbose_name_plural = _("离任人员")
        indexes = [
            models.Index(fields=["name"], name="former_by_name"),
            models.Index(fields=["court", "-left_on"], name="former_by_court"),
        ]


@pghistory.track()
class ConflictAnswer(models.Model):
    """What was said about a name that agrees: the same person (``conflict``) or not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="conflict_answers")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    judge = models.ForeignKey(Person, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    conflict = models.BooleanField()
    reason = models.CharField(max_length=300)
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=160)
    answered_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "judge", "key"], name="conflict_answered_once"),
            models.CheckConstraint(name="conflict_answer_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key}"
