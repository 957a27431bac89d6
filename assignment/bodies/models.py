"""Trial bodies, who sits on them, and the draws that fill their seats."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from assignment.assessors.models import Assessor
from assignment.bodies.domain import Correction, How, Kind, Part
from assignment.draws.models import Draw
from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class TrialBody(models.Model):
    """What tries a case from a day on: one judge or a panel of ``size`` with ``assessors`` among them.

    ``rule`` is the row of the composition table, ``facts`` what it was chosen on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="bodies")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    kind = models.CharField(_("组成形式"), max_length=6, choices=[(k.value, k.value) for k in Kind])
    size = models.PositiveSmallIntegerField(_("人数"))
    assessors = models.PositiveSmallIntegerField(_("人民陪审员人数"), default=0)
    rule = models.CharField(max_length=20)
    facts = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    from_on = models.DateField(_("组成日"))
    to_on = models.DateField(_("结束日"), null=True, blank=True)
    end_reason = models.CharField(_("结束的理由"), max_length=300, blank=True)
    formed_at = models.DateTimeField()
    formed_by = models.CharField(_("组成人"), max_length=160)
    told_on = models.DateField(_("告知当事人"), null=True, blank=True)
    told_how = models.CharField(_("告知方式"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("审判组织")
        verbose_name_plural = _("审判组织")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(to_on=None), name="body_one_a_case"),
            models.CheckConstraint(
                name="body_size_fits_kind",
                condition=Q(kind="sole", size=1, assessors=0)
                | Q(kind="panel", size__in=[3, 5, 7, 9, 11], assessors__lt=F("size")),
            ),
            models.CheckConstraint(
                name="body_ends_after_it_begins", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
        ]
        indexes = [models.Index(fields=["court", "-id"], name="body_by_court")]

    def __str__(self) -> str:
        return f"{self.kind} {self.size}"


@pghistory.track()
class BodyMember(models.Model):
    """A judge or an assessor on a body. An assessor has always been drawn."""

    body = models.ForeignKey(TrialBody, models.CASCADE, related_name="members")
    case = models.ForeignKey(Case, models.PROTECT, related_name="body_members")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="sittings")
    assessor = models.ForeignKey(Assessor, models.PROTECT, null=True, related_name="sittings")
    part = models.CharField(max_length=10, choices=[(part.value, part.value) for part in Part])
    how = models.CharField(max_length=10, choices=[(how.value, how.value) for how in How])
    handles = models.BooleanField(_("承办"), default=False)
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="seated")
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    from_on = models.DateField(_("参加日"))
    to_on = models.DateField(_("退出日"), null=True, blank=True)
    end_reason = models.CharField(_("退出的理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("审判组织成员")
        verbose_name_plural = _("审判组织成员")
        constraints = [
            models.CheckConstraint(
                name="body_member_judge_or_assessor",
                condition=Q(part="assessor", person=None, assessor__isnull=False)
                | ~Q(part="assessor") & Q(person__isnull=False, assessor=None),
            ),
            models.CheckConstraint(
                name="body_member_drawn_has_draw",
                condition=Q(how="drawn", draw__isnull=False) | ~Q(how="drawn") & Q(draw=None),
            ),
            models.CheckConstraint(
                name="body_assessor_is_drawn", condition=~Q(part="assessor") | Q(how="drawn")
            ),
            models.CheckConstraint(
                name="body_member_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(to_on=None, person__isnull=False),
                name="body_person_once",
            ),
            models.UniqueConstraint(
                fields=["body", "assessor"],
                condition=Q(to_on=None, assessor__isnull=False),
                name="body_assessor_once",
            ),
            models.UniqueConstraint(
                fields=["body"], condition=Q(to_on=None, part="presiding"), name="body_one_presides"
            ),
            models.UniqueConstraint(
                fields=["body"], condition=Q(to_on=None, handles=True), name="body_one_handles"
            ),
            models.CheckConstraint(
                name="body_assessor_never_handles", condition=~Q(part="assessor") | Q(handles=False)
            ),
        ]
        indexes = [
            models.Index(fields=["person", "case"], name="body_member_now", condition=Q(to_on=None)),
            models.Index(fields=["case", "id"], name="body_member_by_case"),
            models.Index(fields=["assessor", "from_on"], name="body_member_by_assessor"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.person_id or self.assessor_id}"


@pghistory.track()
class BodyCorrection(models.Model):
    """A request to correct the facts a body was formed on, decided by another than whoever asked.

    ``kind``, ``size``, ``assessors``: what the law then has the body be; ``before`` what it was, as
    kind, size, assessors and facts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(TrialBody, models.PROTECT, related_name="corrections")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Correction])
    facts = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    kind = models.CharField(max_length=6, choices=[(k.value, k.value) for k in Kind])
    size = models.PositiveSmallIntegerField()
    assessors = models.PositiveSmallIntegerField(default=0)
    before = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    evidence = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=160)
    asked_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=160, blank=True)
    decided_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body"], condition=Q(state="waiting"), name="body_correction_one_waiting"
            ),
            models.CheckConstraint(
                name="body_correction_by_another",
                condition=Q(decided_by_person=None) | ~Q(decided_by_person=F("asked_by_person")),
            ),
            models.CheckConstraint(
                name="body_correction_decided_whole",
                condition=Q(state__in=["agreed", "refused"], decided_by_person__isnull=False)
                | ~Q(state__in=["agreed", "refused"]),
            ),
            models.CheckConstraint(name="body_correction_shown", condition=~Q(reason="") & ~Q(evidence="")),
        ]
        indexes = [
            models.Index(fields=["court"], name="body_correction_waiting", condition=Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.state}"


@pghistory.track()
class SeatCall(models.Model):
    """A draw of members or assessors for a body: so many seats and substitutes, from one list."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(TrialBody, models.PROTECT, related_name="calls")
    case = models.ForeignKey(Case, models.PROTECT, related_name="seat_calls")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=14, choices=[("member", "member"), ("assessor", "assessor")])
    hearing_on = models.DateField(_("开庭日"), null=True, blank=True)
    specialty = models.CharField(_("专业"), max_length=20, blank=True)
    late_reason = models.CharField(_("逾期抽取的理由"), max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=160)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "purpose"], condition=Q(closed_at=None), name="seat_call_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.asked_at:%Y-%m-%d}"


@pghistory.track()
class Seat(models.Model):
    """One seat to be drawn; substitutes step in by their order. ``used_on``: the day one did."""

    call = models.ForeignKey(SeatCall, models.PROTECT, related_name="seats")
    order = models.PositiveSmallIntegerField()
    substitute = models.BooleanField(default=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    assessor = models.ForeignKey(Assessor, models.PROTECT, null=True, related_name="+")
    used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "order"], name="seat_order_once"),
            models.UniqueConstraint(
                fields=["call", "assessor"], condition=Q(assessor__isnull=False), name="seat_assessor_once"
            ),
            models.UniqueConstraint(
                fields=["call", "person"], condition=Q(person__isnull=False), name="seat_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.order}"

    @property
    def filled(self) -> bool:
        return bool(self.person_id or self.assessor_id)


class SeatDraw(models.Model):
    """A draw for a seat. Whoever was drawn for another seat already leaves it to a further round."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="draws")
    draw = models.OneToOneField(Draw, models.PROTECT, related_name="seat_draw")

    def __str__(self) -> str:
        return f"{self.seat_id} {self.draw_id}"
