"""Open browser sessions and second factors."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from courts.accounts.domain import Ending


class PersonSession(models.Model):
    """A browser session of a person. Of its key only the hash is kept, so the table opens nothing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions")
    key_hash = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()
    last_seen = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "last_seen"], name="session_open_by_person", condition=Q(ended_at=None)
            ),
            models.Index(fields=["last_seen"], name="session_by_last_seen"),
        ]
        constraints = [
            models.CheckConstraint(
                name="session_ended_with_reason",
                condition=Q(ended_at=None, ended_by="")
                | Q(ended_at__isnull=False, ended_by__in=[way.value for way in Ending]),
            ),
            models.CheckConstraint(name="session_times_in_order", condition=Q(last_seen__gte=F("since"))),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.since}"


@pghistory.track(fields=["id", "person", "confirmed_at"], model_name="SecondFactorEvent")
class SecondFactor(models.Model):
    """A time-code generator (TOTP) of a person: one confirmed at most, and one waiting to be confirmed.

    ``last_step`` is the time step of the last code accepted; only later ones are accepted
    after it, so a code read over a shoulder cannot be used again.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factors", verbose_name=_("人员")
    )
    secret_cipher = models.BinaryField()
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=-1)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("动态口令")
        verbose_name_plural = _("动态口令")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(confirmed_at=None), name="second_factor_one_waiting"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(confirmed_at__isnull=False),
                name="second_factor_one_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.confirmed_at or '—'}"


class RecoveryCode(models.Model):
    """A code for the day the generator is lost. Kept as a keyed hash; good for one login."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factor", "code_hash"], name="recovery_code_once_a_factor")
        ]

    def __str__(self) -> str:
        return f"{self.factor_id} {self.used_at or '—'}"
