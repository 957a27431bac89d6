"""What all entries share: a name, an identity number that is checked and kept encrypted, an end."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from assignment.conflicts.models import NAME_LENGTH
from cases.parties.domain import IdType, masked
from cases.parties.services import check_id, digest, seal
from courts.actors.domain import Actor
from courts.refusals.domain import InvalidInput
from courts.refusals.services import wrong_reason


def named(name: str, id_number: str, actor: Actor) -> dict[str, Any]:
    """The columns of somebody's name and number. Raises InvalidInput (``name``, ``id_number``)."""
    said = " ".join(name.split())
    number = "".join(unicodedata.normalize("NFKC", id_number).split()).upper()
    errors = {}
    if not said or len(said) > NAME_LENGTH:
        errors["name"] = _("请填写姓名，不超过 %(n)d 字。") % {"n": NAME_LENGTH}
    if number and (wrong := check_id(IdType.IDENTITY_CARD, number)):
        errors["id_number"] = wrong
    if errors:
        raise InvalidInput(errors)
    return {
        "name": said,
        "id_cipher": seal(number),
        "id_digest": digest(number),
        "id_masked": masked(IdType.IDENTITY_CARD.value, number),
        "entered_at": actor.at,
        "entered_by": actor.label,
    }


def end(row: Any, reason: str, actor: Actor) -> None:
    """End an entry on the actor's day; what it led to stays. Raises InvalidInput (``reason``)."""
    if wrong := wrong_reason(reason):
        raise InvalidInput(wrong)
    row.ended_on, row.end_reason = actor.today, reason.strip()
    row.save(update_fields=["ended_on", "end_reason"])
