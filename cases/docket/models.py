"""The case and what is kept apart from its wide row."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase
from uuid_utils.compat import uuid7

from cases.docket.domain import Channel, Procedure, Seal, Status
from courts.people.models import Person
from courts.places.models import Court, Division


def _words(kind: type[Status] | type[Channel] | type[Seal] | type[Procedure]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in kind]


@pghistory.track()
class Case(models.Model):
    """A case from intake to closing. Its number, once given, is never changed or used again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="cases", verbose_name=_("法院"))
    status = models.CharField(_("状态"), max_length=10, choices=_words(Status), default=Status.RECEIVED.value)
    number = models.CharField(_("案号"), max_length=60, null=True, unique=True)
    number_year = models.PositiveSmallIntegerField(null=True)
    number_special = models.CharField(max_length=2, blank=True)
    number_serial = models.PositiveIntegerField(null=True)
    number_suffix = models.CharField(max_length=6, blank=True)
    type_code = models.CharField(_("类型代字"), max_length=6)
    category = models.CharField(_("案件类别"), max_length=24)
    procedure = models.CharField(_("程序"), max_length=20, choices=_words(Procedure))
    limit_rule = models.CharField(_("审限规则"), max_length=40, blank=True)
    cause_code = models.CharField(_("案由代码"), max_length=40, blank=True)
    cause_name = models.CharField(_("案由"), max_length=120)
    title = models.CharField(_("标题"), max_length=200, blank=True)
    claim_fen = models.BigIntegerField(_("标的额（分）"), null=True, blank=True)
    received_on = models.DateField(_("收案日"))
    filed_on = models.DateField(_("立案日"), null=True, blank=True)
    closed_on = models.DateField(_("结案日"), null=True, blank=True)
    disposal = models.CharField(_("结案方式"), max_length=40, blank=True)
    refused_on = models.DateField(_("不予立案日"), null=True, blank=True)
    refusal_ground = models.CharField(_("不予立案事由"), max_length=40, blank=True)
    refusal_reason = models.TextField(_("不予立案理由"), blank=True)
    channel = models.CharField(_("来源"), max_length=14, choices=_words(Channel))
    sealed = models.CharField(_("不公开"), max_length=14, choices=_words(Seal), default=Seal.NONE.value)
    detained = models.BooleanField(_("在押"), default=False)
    four_category = models.BooleanField(_("可能属四类案件"), null=True)
    external_number = models.CharField(_("外部编号"), max_length=80, blank=True)
    series_key = models.CharField(_("系列案标识"), max_length=80, blank=True)
    imported = models.BooleanField(_("导入"), default=False)
    open_confirmed = models.BooleanField(_("已核实未结"), default=True)
    entered_at = models.DateTimeField(_("录入时间"))
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="entered_cases", verbose_name=_("录入人")
    )

    class Meta:
        verbose_name = _("案件")
        verbose_name_plural = _("案件")
        permissions = (("read_sealed", "read this sealed case"),)
        indexes = [
            models.Index(fields=["court", "-id"], name="case_by_court"),
            models.Index(fields=["court", "status", "-id"], name="case_by_status"),
            models.Index(fields=["court", "-filed_on", "-id"], name="case_by_filing_day"),
            models.Index(fields=["court", "closed_on"], name="case_by_closing"),
            models.Index(
                fields=["court", "filed_on"], name="case_open_by_filing", condition=Q(status="open")
            ),
            models.Index(fields=["court", "cause_code"], name="case_by_cause"),
            models.Index(
                fields=["court", "number_serial"],
                name="case_by_serial",
                condition=Q(number_serial__isnull=False),
            ),
            models.Index(fields=["court", "series_key"], name="case_by_series", condition=~Q(series_key="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "court",
                    "number_year",
                    "number_special",
                    "type_code",
                    "number_serial",
                    "number_suffix",
                ],
                condition=Q(number_serial__isnull=False),
                name="case_number_once",
            ),
            models.UniqueConstraint(
                fields=["court", "external_number"],
                condition=~Q(external_number=""),
                name="case_external_number_once",
            ),
            models.CheckConstraint(
                name="case_accepted_has_number_and_day",
                condition=Q(status__in=["received", "refused"], number=None, filed_on=None)
                | Q(status__in=["open", "closed"], number__isnull=False, filed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="case_closed_has_day_and_disposal",
                condition=Q(status="closed", closed_on__gte=F("filed_on")) & ~Q(disposal="")
                | ~Q(status="closed") & Q(closed_on=None, disposal=""),
            ),
            models.CheckConstraint(
                name="case_refused_has_day_and_ground",
                condition=Q(status="refused", refused_on__gte=F("received_on")) & ~Q(refusal_ground="")
                | ~Q(status="refused") & Q(refused_on=None, refusal_ground=""),
            ),
            models.CheckConstraint(
                name="case_filed_after_receipt",
                condition=Q(filed_on=None) | Q(filed_on__gte=F("received_on")),
            ),
            models.CheckConstraint(
                name="case_claim_not_negative", condition=Q(claim_fen=None) | Q(claim_fen__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.pk)


@pghistory.track()
class CaseHandling(models.Model):
    """Who handles a case now; apart from the case row because it is read by every list."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="handling")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="handled")
    handler = models.ForeignKey(Person, models.PROTECT, null=True, related_name="handled")
    assigned_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["handler", "case"], name="handling_by_handler"),
            models.Index(fields=["division", "case"], name="handling_by_division"),
        ]
        constraints = [
            models.CheckConstraint(
                name="handling_assigned_whole",
                condition=Q(handler=None, assigned_on=None)
                | Q(handler__isnull=False, assigned_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class CaseText(models.Model):
    """Long text of a case: claims and facts."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="text")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    facts = models.TextField(_("事实与理由"), blank=True)

    def __str__(self) -> str:
        return str(self.case_id)


class RelatedCase(models.Model):
    """A case that a filing said it belongs with."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="related")
    other = models.ForeignKey(Case, models.PROTECT, related_name="related_from")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="related_case_once"),
            models.CheckConstraint(name="related_case_is_another", condition=~Q(case=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.other_id}"


class CaseReader(UserObjectPermissionBase):
    """Guardian's grants on single cases: who besides the trial body reads a sealed one."""

    content_object = models.ForeignKey(Case, models.CASCADE, related_name="readers")

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = _("查阅授权")
        verbose_name_plural = _("查阅授权")
