"""What a person was told, and whether they have seen it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court


class Notice(models.Model):
    """One thing told to one person, once: ``key`` names what happened. The sentence is made when it is read.

    ``subject`` is what it is about besides the case, such as an alert; ``words``
    fill the sentence of its kind, in both languages where a word has two.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="notices", verbose_name=_("人员"))
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+", verbose_name=_("案件"))
    subject = models.UUIDField(null=True)
    kind = models.CharField(_("类别"), max_length=20)
    words = models.JSONField(_("内容"), default=dict)
    key = models.CharField(max_length=120)
    at = models.DateTimeField(_("时间"))
    seen_at = models.DateTimeField(_("已读"), null=True)

    class Meta:
        verbose_name = _("提醒")
        verbose_name_plural = _("提醒")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once_a_person")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_by_person"),
            models.Index(fields=["person", "-id"], name="notice_unseen", condition=models.Q(seen_at=None)),
            models.Index(
                fields=["court", "seen_at"],
                name="notice_seen",
                condition=models.Q(seen_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.key
