"""The private address under which a person's calendar of limits is read."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from courts.people.models import Person


@pghistory.track(exclude=["digest", "read_on"])
class AgendaFeed(models.Model):
    """A feed of one person; only the hash of its secret is kept. ``read_on``: the last day it was fetched."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="agenda_feeds")
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(_("语言"), max_length=10)
    made_at = models.DateTimeField(_("建立时间"))
    ended_at = models.DateTimeField(_("失效时间"), null=True)
    read_on = models.DateField(_("最近读取"), null=True)

    class Meta:
        verbose_name = _("日历订阅")
        verbose_name_plural = _("日历订阅")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="agenda_feed_one_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"
