"""The trail's tables. Triggers and grants in the migrations keep them append-only.

``TrailEvent`` is the chain (hashes and index columns), ``TrailPayload`` what was
done, apart, so that personal data can be erased there by a named procedure
while the chain still verifies. ``TrailHead`` is the last link of each court.
The trail is the ground every other noun stands on, so ``court_id`` is a plain
column here; its foreign key is made by the migration.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TrailHead(models.Model):
    """The chain's end for one court; its row is locked last in every writing transaction."""

    court_id = models.BigIntegerField(primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.court_id}:{self.seq}"


class TrailEvent(models.Model):
    """One business event. ``seq`` is gapless per court; nothing here is ever changed."""

    id = models.BigAutoField(primary_key=True)
    court_id = models.BigIntegerField()
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=160)
    noun = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    case_id = models.UUIDField(null=True)
    payload_hash = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("留痕")
        verbose_name_plural = _("留痕")
        constraints = [models.UniqueConstraint(fields=["court_id", "seq"], name="trail_seq_once_a_court")]
        indexes = [
            models.Index(fields=["case_id", "seq"], name="trail_by_case"),
            models.Index(fields=["court_id", "verb", "seq"], name="trail_by_verb"),
            models.Index(
                fields=["court_id", "-id"], name="trail_of_no_case", condition=models.Q(case_id=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court_id}:{self.seq} {self.verb}"


class TrailPayload(models.Model):
    """What happened, salted. ``body`` is the canonical text that was hashed; empty once erased."""

    event = models.OneToOneField(TrailEvent, models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32)
    body = models.TextField()

    def __str__(self) -> str:
        return str(self.event_id)


class TrailErasure(models.Model):
    """Who erased which payload, when and on what ground."""

    event = models.OneToOneField(TrailEvent, models.PROTECT, primary_key=True, related_name="erasure")
    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    ground = models.CharField(max_length=200)

    def __str__(self) -> str:
        return str(self.event_id)
