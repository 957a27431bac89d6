"""Events of a case at its nodes."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from cases.nodes.domain import Node
from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class NodeEvent(models.Model):
    """Something that happened on a day of legal effect, entered at another moment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="node_events")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    node = models.CharField(_("节点"), max_length=14, choices=[(node.value, node.value) for node in Node])
    occurred_on = models.DateField(_("发生日"))
    detail = models.CharField(_("内容"), max_length=500)
    entered_at = models.DateTimeField(_("录入时间"))
    entered_by = models.CharField(_("录入人"), max_length=160)
    entered_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("节点事件")
        verbose_name_plural = _("节点事件")
        indexes = [models.Index(fields=["case", "occurred_on", "id"], name="node_by_case")]

    def __str__(self) -> str:
        return f"{self.node} {self.occurred_on}"
