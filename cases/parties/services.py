"""Writing parties: identity checked, numbers encrypted."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext as _
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from cases.docket.domain import text_of
from cases.docket.models import Case
from cases.parties.domain import IdType, Kind, PartyEntry, PartyRole, masked, masked_phone
from cases.parties.models import Party

_PHONE = re.compile(r"^(1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|[2-9]\d{6,7}|\+\d{7,15})$")


def read_parties(rows: Iterable[Mapping[str, Any]]) -> tuple[list[PartyEntry], dict[str, list[str]]]:
    """Check raw party rows. Returns the entries and errors named ``parties[n].field``."""
    entries: list[PartyEntry] = []
    errors: dict[str, list[str]] = {}
    for number, row in enumerate(rows):
        found = _check_row(row)
        if isinstance(found, PartyEntry):
            entries.append(found)
        else:
            errors |= {f"parties[{number}].{name}": [message] for name, message in found.items()}
    return entries, errors


def _check_row(row: Mapping[str, Any]) -> PartyEntry | dict[str, str]:
    errors: dict[str, str] = {}
    role = _word(PartyRole, row.get("role"), "role", _("诉讼地位"), errors)
    kind = _word(Kind, row.get("kind"), "kind", _("当事人类别"), errors)
    said = _texts(row, errors)
    name = " ".join(said["name"].split())
    if not name:
        errors.setdefault("name", _("请填写姓名或名称。"))
    elif len(name) > 120:
        errors["name"] = _("姓名或名称不得超过 120 字。")
    id_number = re.sub(r"\s", "", said["id_number"]).upper()
    id_type = _id_type(row.get("id_type"), id_number, kind, errors)
    if id_number and id_type is not None and (wrong := check_id(id_type, id_number)):
        errors["id_number"] = wrong
    phone = re.sub(r"[\s()]", "", said["phone"])
    if phone and not _PHONE.match(phone):
        errors["phone"] = _("电话号码不符合格式：手机应为 11 位，固定电话应带区号。")
    address = said["address"]
    if len(address) > 200:
        errors["address"] = _("地址不得超过 200 字。")
    if errors or role is None or kind is None:
        return errors
    return PartyEntry(
        role=role, kind=kind, name=name, id_type=id_type, id_number=id_number, phone=phone, address=address
    )


def _texts(row: Mapping[str, Any], errors: dict[str, str]) -> dict[str, str]:
    """The written fields of a row; full-width digits and letters of a number as half-width ones."""
    said: dict[str, str] = {}
    for field in ("name", "id_number", "phone", "address"):
        text = text_of(row.get(field))
        if text is None:
            errors[field] = _("须为可保存的文字。")
        said[field] = text or ""
    for field in ("id_number", "phone"):
        said[field] = unicodedata.normalize("NFKC", said[field])
    return said


def _word(words: Any, value: Any, field: str, label: str, errors: dict[str, str]) -> Any:
    try:
        return words(value)
    except ValueError:
        allowed = "、".join(member.value for member in words)
        errors[field] = _("%(label)s须为下列之一：%(allowed)s。") % {"label": label, "allowed": allowed}
        return None


def _id_type(value: Any, number: str, kind: Kind | None, errors: dict[str, str]) -> IdType | None:
    if value:
        found: IdType | None = _word(IdType, value, "id_type", _("证件类型"), errors)
        return found
    if not number:
        return None
    return IdType.IDENTITY_CARD if kind is Kind.PERSON else IdType.CREDIT_CODE


def check_id(id_type: IdType, number: str) -> str | None:
    """What is wrong with an identity number, or None. Region codes of older cards are not doubted."""
    if id_type is IdType.IDENTITY_CARD:
        return _check_card(number)
    if id_type is IdType.CREDIT_CODE:
        try:
            uscc.validate(number)
        except ValidationError:
            return _("统一社会信用代码应为 18 位且校验位相符，请对照营业执照逐位核对。")
    return None if len(number) <= 60 else _("证件号码不得超过 60 位。")


def _check_card(number: str) -> str | None:
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return _("公民身份号码应为 18 位（前 17 位数字，末位数字或 X），现为 %(n)d 位。") % {"n": len(number)}
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return _("公民身份号码第 7 至 14 位的出生日期不存在。")
    if ric.calc_check_digit(number) != number[-1]:
        return _("公民身份号码第 18 位校验位不符，请对照身份证逐位核对。")
    return None


def add_parties(case: Case, entries: Iterable[PartyEntry]) -> list[Party]:
    """Store the parties of a case in the order given; numbers go in encrypted."""
    return Party.objects.bulk_create(
        party_row(case, order, entry) for order, entry in enumerate(entries, start=1)
    )


def party_row(case: Case, order: int, entry: PartyEntry) -> Party:
    """An unsaved row for a party."""
    id_type = entry.id_type.value if entry.id_type else ""
    return Party(
        case=case,
        court_id=case.court_id,
        order=order,
        role=entry.role.value,
        kind=entry.kind.value,
        name=entry.name,
        id_type=id_type,
        id_cipher=seal(entry.id_number),
        id_digest=digest(entry.id_number),
        id_masked=masked(id_type, entry.id_number),
        phone_cipher=seal(entry.phone),
        phone_masked=masked_phone(entry.phone),
        address=entry.address,
    )


def seal(text: str) -> bytes | None:
    """Encrypt under the field key, which is never in the database. Empty text is None."""
    return Fernet(settings.COURT_FIELD_KEY).encrypt(text.encode()) if text else None


def unseal(cipher: bytes | memoryview | None) -> str:
    """Decrypt what ``seal`` made."""
    return Fernet(settings.COURT_FIELD_KEY).decrypt(bytes(cipher)).decode() if cipher else ""


def digest(number: str) -> str:
    """A keyed digest under which the same identity number is found again. Empty for none."""
    if not number:
        return ""
    return hmac.new(settings.COURT_FIELD_KEY, number.encode(), hashlib.sha256).hexdigest()
