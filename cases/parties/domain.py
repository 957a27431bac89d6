"""Parties: their kinds, roles and identity numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    PERSON = "person"
    ORGANISATION = "organisation"
    AGENCY = "agency"


class PartyRole(Enum):
    PLAINTIFF = "plaintiff"
    DEFENDANT = "defendant"
    THIRD_PARTY = "third_party"
    APPELLANT = "appellant"
    APPELLEE = "appellee"
    PROSECUTOR = "prosecutor"
    ACCUSED = "accused"
    VICTIM = "victim"
    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    CREDITOR = "creditor"
    DEBTOR = "debtor"


class IdType(Enum):
    """Identity card, unified social credit code, or another paper that is not checked."""

    IDENTITY_CARD = "identity_card"
    CREDIT_CODE = "credit_code"
    OTHER = "other"


CLAIMING = frozenset(
    {PartyRole.PLAINTIFF, PartyRole.PROSECUTOR, PartyRole.APPELLANT, PartyRole.APPLICANT, PartyRole.CREDITOR}
)


@dataclass(frozen=True, kw_only=True)
class PartyEntry:
    """A party as entered; ``id_number`` in clear, upper case, without blanks."""

    role: PartyRole
    kind: Kind
    name: str
    id_type: IdType | None = None
    id_number: str = ""
    phone: str = ""
    address: str = ""


def masked(id_type: str, number: str) -> str:
    """How an identity number is shown: region and birth year stay, the rest is starred."""
    if not number:
        return ""
    if id_type == IdType.IDENTITY_CARD.value and len(number) == 18:
        return f"{number[:10]}{'*' * 6}{number[-2:]}"
    if len(number) <= 6:
        return "*" * len(number)
    return f"{number[:4]}{'*' * (len(number) - 6)}{number[-2:]}"


def masked_phone(number: str) -> str:
    """A phone number with its middle starred."""
    if len(number) < 7:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
