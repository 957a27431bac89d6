"""Draws and the secret chains they reveal."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from assignment.draws.domain import Purpose
from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court


@pghistory.track(exclude=["tail_cipher"])
class DrawChain(models.Model):
    """A court's hash chain for one purpose and year; the tail is encrypted, its key outside."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="draw_chains")
    purpose = models.CharField(max_length=14)
    year = models.PositiveSmallIntegerField()
    part = models.PositiveSmallIntegerField(default=1)
    anchor = models.CharField(max_length=64, unique=True)
    tail_cipher = models.BinaryField()
    length = models.PositiveIntegerField()
    last_no = models.PositiveIntegerField(default=0)
    last_snapshot_hash = models.CharField(max_length=64, default="0" * 64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "purpose", "year", "part"], name="chain_once"),
            models.CheckConstraint(name="chain_not_overrun", condition=Q(last_no__lte=models.F("length"))),
        ]

    def __str__(self) -> str:
        return f"{self.court_id} {self.purpose} {self.year}"


@pghistory.track()
class DrawBatch(models.Model):
    """Cases of one pool locked together: consecutive numbers, one number called out for all."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="draw_batches")
    pool = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=160)

    class Meta:
        indexes = [models.Index(fields=["court", "-made_at"], name="draw_batch_by_court")]

    def __str__(self) -> str:
        return f"{self.pool} {self.made_at:%Y-%m-%d}"


@pghistory.track()
class Draw(models.Model):
    """One draw from commitment to result. ``snapshot`` is the canonical text whose hash was committed.

    The draw of a handler belongs to a case and has a ``winner``; a sample draw has a
    ``subject`` (the stratum it samples) and the id it ``picked``.
    """

    class Status(models.TextChoices):
        COMMITTED = "committed", _("已锁定名单")
        NONCE_FIXED = "nonce_fixed", _("已报数")
        RESULT = "result", _("已抽出")
        VOID = "void", _("作废")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="draws")
    chain = models.ForeignKey(DrawChain, models.PROTECT, related_name="draws")
    draw_no = models.PositiveIntegerField()
    purpose = models.CharField(
        max_length=14, choices=[(p.value, p.value) for p in Purpose], default=Purpose.HANDLER.value
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="draws")
    subject = models.CharField(max_length=120, blank=True)
    attempt = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.COMMITTED)
    snapshot = models.TextField()
    snapshot_hash = models.CharField(max_length=64, unique=True)
    receipt = models.CharField(max_length=16, unique=True)
    nonce = models.CharField(max_length=32, blank=True)
    nonce_source = models.CharField(max_length=10, blank=True)
    nonce_by = models.CharField(max_length=160, blank=True, default="")
    batch = models.ForeignKey(DrawBatch, models.PROTECT, null=True, related_name="draws")
    reveal = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    total_weight = models.PositiveIntegerField(null=True)
    counter = models.PositiveIntegerField(null=True)
    x = models.PositiveIntegerField(null=True)
    winner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="drawn")
    picked = models.CharField(max_length=40, blank=True)
    operator = models.CharField(max_length=160)
    committed_at = models.DateTimeField()
    nonce_at = models.DateTimeField(null=True)
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("抽取分案")
        verbose_name_plural = _("抽取分案")
        constraints = [
            models.UniqueConstraint(fields=["chain", "draw_no"], name="draw_no_once_a_chain"),
            models.UniqueConstraint(fields=["case", "attempt"], name="draw_attempt_once_a_case"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=["committed", "nonce_fixed"]),
                name="draw_one_open_a_case",
            ),
            models.UniqueConstraint(
                fields=["court", "subject", "attempt"],
                condition=~Q(subject=""),
                name="draw_attempt_once_a_subject",
            ),
            models.UniqueConstraint(
                fields=["court", "subject"],
                condition=~Q(subject="") & Q(status__in=["committed", "nonce_fixed"]),
                name="draw_one_open_a_subject",
            ),
            models.CheckConstraint(
                name="draw_result_is_whole",
                condition=~Q(status="result")
                | Q(total_weight__gte=1, counter__isnull=False, x__isnull=False)
                & (Q(winner__isnull=False) | ~Q(picked=""))
                & ~Q(reveal="")
                & ~Q(seed=""),
            ),
            models.CheckConstraint(
                name="draw_fits_its_purpose",
                condition=Q(purpose="handler", case__isnull=False, subject="", picked="")
                | ~Q(purpose="handler") & Q(case=None, winner=None) & ~Q(subject=""),
            ),
        ]
        indexes = [models.Index(fields=["court", "-committed_at"], name="draw_by_court")]

    def __str__(self) -> str:
        return f"{self.draw_no} {self.receipt}"


@pghistory.track()
class VoidRequest(models.Model):
    """A request to make an open draw void, and what another approver answered.

    While it waits the draw is not revealed, at the longest until ``holds_until``: then the draw goes on
    and the request has lapsed. API clients that act for another system stand beside people.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("待批准")
        VOIDED = "voided", _("已批准作废")
        DECLINED = "declined", _("不同意作废")
        LAPSED = "lapsed", _("逾期未批准")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="void_requests")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300)
    holds_until = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=160)
    asked_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_by_client = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=160, blank=True)
    answered_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_by_client = models.CharField(max_length=100, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["court"], name="void_waiting", condition=Q(state="waiting"))]
        constraints = [
            models.UniqueConstraint(
                fields=["draw"], condition=Q(state__in=["waiting", "voided"]), name="void_one_a_draw"
            ),
            models.CheckConstraint(name="void_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="void_answered_whole",
                condition=Q(state__in=["waiting", "lapsed"], answered_at=None)
                | Q(state__in=["voided", "declined"], answered_at__isnull=False) & ~Q(answered_by=""),
            ),
            models.CheckConstraint(
                name="void_by_another_person",
                condition=~Q(state="voided")
                | Q(answered_by_person=None)
                | Q(asked_by_person=None)
                | ~Q(answered_by_person=models.F("asked_by_person")),
            ),
            models.CheckConstraint(
                name="void_by_another_client",
                condition=~Q(state="voided")
                | Q(answered_by_client="")
                | ~Q(answered_by_client=models.F("asked_by_client")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.state}"
