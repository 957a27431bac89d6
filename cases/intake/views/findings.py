"""What is wrong with a draft, and which cases it may belong with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cases.docket.selectors import by_number
from cases.intake.domain import Filing
from cases.intake.selectors import Alike, alike
from cases.intake.services.reading import read_filing
from cases.parties.services import digest
from courts.actors.domain import Viewer
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, NotVisible, Refused

LOOK_BACK = timedelta(days=730)
_BETWEEN = re.compile(r"[\s、,，;；]+")
_BRACKETS = str.maketrans("()", "（）")


@dataclass
class Findings:
    """A draft read whole: the filing, or errors by field, or the rule that forbids it."""

    filing: Filing | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)
    refused: Refused | None = None


def examine(raw: Mapping[str, Any], *, court: Court, viewer: Viewer, today: date) -> Findings:
    """Read a draft as handing it in would, without saving anything."""
    found = Findings()
    try:
        _court, found.filing = read_filing({**raw, "court": court.code}, today=today)
    except InvalidInput as invalid:
        found.errors |= invalid.errors
    except Refused as refused:
        found.refused = refused
    if raw.get("four_category") is None:
        found.errors["four_category"] = [_("请回答本案是否可能属于四类案件。")]
    unknown = numbered(raw.get("related_numbers", ""), viewer)[1]
    if unknown:
        said = _("没有这些案号，或您无权查看：%(numbers)s。") % {"numbers": "、".join(unknown)}
        found.errors["related_numbers"] = [said]
    return found


def numbered(text: str, viewer: Viewer) -> tuple[list[str], list[str]]:
    """The ids of the cases whose numbers stand in a text, and the numbers that lead nowhere."""
    known: list[str] = []
    unknown: list[str] = []
    for number in filter(None, _BETWEEN.split(text.translate(_BRACKETS))):
        try:
            known.append(str(by_number(viewer, number).pk))
        except NotVisible:
            unknown.append(number)
    return known, unknown


def with_related(raw: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    """The draft with the cases named by number added to those that were ticked."""
    known, _unknown = numbered(raw["related_numbers"], viewer)
    return {**raw, "related_to": list(dict.fromkeys([*raw["related_to"], *known]))}


def hints(raw: Mapping[str, Any], *, court: Court, viewer: Viewer, today: date) -> list[Alike]:
    """Cases of the court of the last two years that share a party with the draft."""
    rows = [row for row in raw.get("parties") or [] if row.get("kind") != "agency"]
    return alike(
        viewer,
        court.pk,
        names=[" ".join(str(row.get("name") or "").split()) for row in rows],
        digests=[digest("".join(str(row.get("id_number") or "").split()).upper()) for row in rows],
        cause=str(raw.get("cause") or ""),
        since=today - LOOK_BACK,
    )
