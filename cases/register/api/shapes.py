"""What the calls about cases take and answer."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cases.docket.domain import Channel, Procedure, Seal, Status
from cases.limits.selectors.answers import LAMPS, LimitSerializer
from cases.parties.domain import IdType, Kind, PartyRole
from courts.clients.reading import AmountField, DayField, StrictSerializer, WordField

FILING_CHANNELS = [channel.value for channel in Channel if channel is not Channel.IMPORT]
PROCEDURES = [procedure.value for procedure in Procedure]
ROLES = [role.value for role in PartyRole]
KINDS = [kind.value for kind in Kind]
STATUSES = [status.value for status in Status]


class PartyEntrySerializer(StrictSerializer):
    """A party as handed in; an identity number is optional and checked when given."""

    role = WordField(ROLES)
    kind = WordField(KINDS)
    name = serializers.CharField(max_length=120)
    id_type = WordField([kind.value for kind in IdType], required=False, allow_null=True, allow_blank=True)
    id_number = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=60)
    phone = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=30)
    address = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=200)


class FilingSerializer(StrictSerializer):
    """A filing. It is neither accepted nor drawn by being filed."""

    court = serializers.CharField(max_length=8, help_text="六位代码 Six-digit code")
    case_type = serializers.CharField(max_length=6, help_text="类型代字 Type code, e.g. 民初")
    procedure = WordField(PROCEDURES)
    cause = serializers.CharField(max_length=120, help_text="案由名称或代码 Name or code")
    limit_rule = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=40)
    title = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=200)
    claim_amount = AmountField(required=False, allow_null=True, allow_blank=True)
    received_on = DayField()
    channel = WordField(FILING_CHANNELS)
    parties = PartyEntrySerializer(many=True, allow_empty=False)
    facts = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, max_length=200_000, trim_whitespace=False
    )
    series_key = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=80)
    related_to = serializers.ListField(child=serializers.UUIDField(), required=False, allow_null=True)
    detained = serializers.BooleanField(required=False)
    detained_since = DayField(
        required=False, allow_null=True, help_text="首次羁押日，在押的可填 First day of custody"
    )
    four_category = serializers.BooleanField(required=False, allow_null=True)
    external_number = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=80)


class AcceptanceSerializer(StrictSerializer):
    accepted_on = DayField(required=False, allow_null=True, help_text="缺省为今天 Today unless told")


class RefusalSerializer(StrictSerializer):
    ground = serializers.CharField(max_length=40)
    reason = serializers.CharField(max_length=10_000)
    refused_on = DayField(required=False, allow_null=True, help_text="缺省为今天 Today unless told")


class CaseQuery(serializers.Serializer[Any]):
    """The filters of the list; all of them must hold."""

    court = serializers.CharField(required=False, max_length=8, help_text="六位代码 Six-digit code")
    status = WordField(STATUSES, required=False)
    case_type = serializers.CharField(required=False, max_length=6)
    handler = serializers.UUIDField(required=False)
    cause = serializers.CharField(required=False, max_length=120, help_text="名称或代码 Name or code")
    filed_from = DayField(required=False)
    filed_to = DayField(required=False)
    closed_from = DayField(required=False)
    closed_to = DayField(required=False)
    due_before = DayField(
        required=False, help_text="届满日早于此日的未结案件 Pending cases due before the day"
    )
    lamp = WordField(LAMPS, required=False)
    party = serializers.CharField(required=False, max_length=120)
    q = serializers.CharField(required=False, max_length=100)


class NumberQuery(serializers.Serializer[Any]):
    number = serializers.CharField(max_length=60, help_text="案号 Case number, e.g. （2024）吉0621民初123号")


class CaseHandlerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class PartyNameSerializer(serializers.Serializer[Any]):
    role = WordField(ROLES)
    name = serializers.CharField()


class CaseRowSerializer(serializers.Serializer[Any]):
    """A case as it stands in a list."""

    id = serializers.UUIDField()
    number = serializers.CharField(allow_null=True)
    court = serializers.CharField(help_text="六位代码 Six-digit code")
    court_number_code = serializers.CharField(help_text="法院代字 Code in case numbers")
    court_name = serializers.CharField()
    case_type = serializers.CharField()
    procedure = WordField(PROCEDURES)
    cause = serializers.CharField()
    cause_code = serializers.CharField(help_text="不在案由规定中的为空 Empty for a cause not on the lists")
    title = serializers.CharField()
    status = WordField(STATUSES)
    received_on = serializers.DateField()
    filed_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    sealed = WordField([seal.value for seal in Seal])
    imported = serializers.BooleanField()
    open_confirmed = serializers.BooleanField()
    handler = CaseHandlerSerializer(allow_null=True)
    division = serializers.CharField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    latest_lawful_on = serializers.DateField(allow_null=True)
    lamp = WordField(LAMPS)
    parties = PartyNameSerializer(many=True)


class PartySerializer(serializers.Serializer[Any]):
    """A party of a case; identity and phone numbers are masked."""

    id = serializers.UUIDField()
    role = WordField(ROLES)
    kind = WordField(KINDS)
    name = serializers.CharField()
    id_type = serializers.CharField()
    id_number = serializers.CharField()
    phone = serializers.CharField()
    address = serializers.CharField()


class DrawReferenceSerializer(serializers.Serializer[Any]):
    """The latest draw of the case."""

    id = serializers.UUIDField()
    draw_no = serializers.IntegerField()
    receipt = serializers.CharField()
    status = serializers.CharField()


class WarningSerializer(serializers.Serializer[Any]):
    """What the step passed in spite of; kept on the trail."""

    rule = serializers.CharField()
    article = serializers.CharField()
    detail = serializers.CharField()


class CaseSerializer(CaseRowSerializer):
    """The whole case."""

    category = serializers.CharField()
    claim_amount = serializers.CharField(allow_null=True, help_text="元 Yuan, e.g. 1268400.00")
    facts = serializers.CharField()
    channel = WordField([channel.value for channel in Channel])
    limit_rule = serializers.CharField()
    detained = serializers.BooleanField()
    detained_since = serializers.DateField(
        allow_null=True, help_text="在押被告人的首次羁押日 First day of custody of whoever is held"
    )
    four_category = serializers.BooleanField(allow_null=True)
    external_number = serializers.CharField()
    series_key = serializers.CharField()
    related_to = serializers.ListField(child=serializers.UUIDField())
    disposal = serializers.CharField()
    refused_on = serializers.DateField(allow_null=True)
    refusal_ground = serializers.CharField()
    refusal_reason = serializers.CharField()
    entered_at = serializers.DateTimeField()
    parties = PartySerializer(many=True)
    limit = LimitSerializer(allow_null=True)
    draw = DrawReferenceSerializer(allow_null=True)
    body = serializers.DictField(
        allow_null=True, help_text="审判组织 What tries the case; null before it is formed"
    )
    warnings = WarningSerializer(many=True, help_text="本次操作的提示 What this step passed in spite of")
