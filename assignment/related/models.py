"""What was answered about cases that belong together, before a draw."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from assignment.related.domain import Answer
from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class RelatedAnswer(models.Model):
    """``case`` follows ``other`` to its judge, or does not for a reason. ``kind``: how they belong."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="related_answers")
    other = models.ForeignKey(Case, models.PROTECT, related_name="+")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    answer = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Answer])
    reason = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=160)
    answered_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("关联案件答复")
        verbose_name_plural = _("关联案件答复")
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="related_answered_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(answer="take"), name="related_taken_once"),
            models.CheckConstraint(name="related_answer_of_another", condition=~Q(case=F("other"))),
            models.CheckConstraint(
                name="related_decline_has_reason", condition=~Q(answer="decline") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.answer} {self.other_id}"
