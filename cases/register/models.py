"""Views of the case list that people keep."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class SavedView(models.Model):
    """Filters of the case list under a name. Whoever opens it sees what they may see, no more.

    ``query`` is the address after the question mark, in one fixed order. A shared one is
    offered to everybody of the ``court``; ``pinned`` and ``order`` are its owner's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="saved_views", verbose_name=_("人员"))
    court = models.ForeignKey(Court, models.PROTECT, related_name="saved_views", verbose_name=_("法院"))
    name = models.CharField(_("名称"), max_length=20)
    query = models.CharField(_("条件"), max_length=1000)
    shared_with_court = models.BooleanField(_("本院共用"), default=False)
    pinned = models.BooleanField(_("放在页首"), default=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    saved_at = models.DateTimeField(_("保存时间"))

    class Meta:
        verbose_name = _("我的视图")
        verbose_name_plural = _("我的视图")
        ordering = ("order", "id")
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_view_name_once_a_person")
        ]
        indexes = [
            models.Index(
                fields=["court", "order"],
                name="saved_view_shared",
                condition=models.Q(shared_with_court=True),
            )
        ]

    def __str__(self) -> str:
        return self.name
