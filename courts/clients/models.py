"""Other court systems that talk REST: their identity and the answers they were given."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AbstractApplication

from courts.places.models import Court


class ApiClient(AbstractApplication):
    """An OAuth2 client bound to one court; it sees that court and the courts below it."""

    court = models.ForeignKey(
        Court, models.PROTECT, null=True, related_name="api_clients", verbose_name=_("所属法院")
    )
    allowed_scopes = models.TextField(_("权限范围"), blank=True)
    disabled_on = models.DateField(_("停用日"), null=True, blank=True)
    last_used_on = models.DateField(_("最近使用"), null=True, blank=True, editable=False)

    class Meta(AbstractApplication.Meta):
        verbose_name = _("接口客户端")
        verbose_name_plural = _("接口客户端")

    def is_usable(self, request: object) -> bool:
        """Whether the client may still call; not from ``disabled_on`` on. The edge put ``today`` there."""
        today = getattr(request, "today", None)
        return self.disabled_on is None or (isinstance(today, date) and today < self.disabled_on)


class IdempotencyKey(models.Model):
    """The first answer to a POST that bore a key; answered again for the same body."""

    client = models.ForeignKey(ApiClient, models.CASCADE, related_name="idempotency_keys")
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    location = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="idempotency_key_once_a_client")
        ]
        indexes = [models.Index(fields=["started_at"], name="idempotency_key_by_age")]

    def __str__(self) -> str:
        return self.key
