"""Files of a case: what each is, whose it is, and the fingerprint of its bytes."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from cases.documents.domain import KINDS, Kind
from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class Document(models.Model):
    """A file kept as it came. ``subject`` is the thing of the case it hangs on, named by ``subject_kind``.

    ``uploaded_by_client`` names the API client that sent it, empty for people. A document taken
    back stays, bytes and all, with ``withdrawn_at`` set and the reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="documents")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    title = models.CharField(_("材料名称"), max_length=120)
    name = models.CharField(_("文件名"), max_length=120)
    media_type = models.CharField(max_length=80, choices=[(code, code) for code in KINDS])
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=160)
    uploaded_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    uploaded_by_client = models.CharField(max_length=100, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=160, blank=True)
    withdraw_reason = models.CharField(_("撤回的理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("材料")
        verbose_name_plural = _("材料")
        indexes = [
            models.Index(fields=["case", "id"], name="document_by_case"),
            models.Index(fields=["subject", "id"], name="document_by_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject", "sha256"],
                condition=Q(withdrawn_at=None),
                name="document_once_a_subject",
            ),
            models.CheckConstraint(name="document_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="document_withdrawn_whole",
                condition=Q(withdrawn_at=None, withdraw_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdraw_reason=""),
            ),
        ]

    @property
    def kind(self) -> Kind:
        """What sort of file it is, by its content."""
        return KINDS[self.media_type]

    def __str__(self) -> str:
        return self.name
