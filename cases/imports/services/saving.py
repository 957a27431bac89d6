"""Saving rows as cases: court, number, parties, limit and trail, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import get_language
from uuid_utils.compat import uuid7

from cases.causes.domain import meaning
from cases.causes.selectors import cause_tree
from cases.docket.domain import Channel, Status
from cases.docket.models import Case, CaseHandling, CaseText
from cases.docket.registry import CaseEvent, emit
from cases.docket.services import note
from cases.imports.domain import BadRow, ImportRow, Remark, is_body
from cases.imports.selectors import tables
from cases.limits.domain import CaseFacts
from cases.limits.selectors import choose_limit_rule
from cases.numbers.domain import CaseNumber
from cases.numbers.services import check_not_reserved, move_counter
from cases.parties.domain import PartyEntry
from cases.parties.models import Party
from cases.parties.services import party_row, read_parties
from courts.actors.domain import Actor
from courts.places.domain import number_code_level, parent_is_certain
from courts.places.models import Court
from courts.places.services import court_rows, ensure_court
from courts.refusals.domain import Refused
from courts.refusals.selectors import explain


@dataclass
class Saved:
    """What became of a batch."""

    imported: int = 0
    already_in: int = 0
    bad: list[BadRow] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    courts: list[Remark] = field(default_factory=list)
    courts_made: int = 0


@dataclass(frozen=True)
class _Ready:
    """A row with everything found that it needs to become a case."""

    row: ImportRow
    case: Case
    parties: tuple[PartyEntry, ...]
    warnings: tuple[Remark, ...]


class Saver:
    """Saves one batch. Courts and causes are looked up once a batch."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.saved = Saved()
        self._courts: dict[str, Court] = {}

    def save(self, rows: list[ImportRow]) -> Saved:
        """Save what is not in yet; run inside ``recorded()``. Database errors are the caller's."""
        fresh = self._not_in_yet(self._once_each(rows))
        ready = self._with_own_source([found for found in map(self._prepare, fresh) if found is not None])
        self._move_counters(ready)
        self._insert(ready)
        return self.saved

    def _once_each(self, rows: list[ImportRow]) -> list[ImportRow]:
        first: dict[str, ImportRow] = {}
        for row in rows:
            kept = first.setdefault(row.number_text, row)
            if kept is not row:
                self.saved.already_in += 1
                self.saved.warnings.append(
                    Remark(row.line, "NOTE-TWICE", "published_number", {"first": kept.line})
                )
        return list(first.values())

    def _not_in_yet(self, rows: list[ImportRow]) -> list[ImportRow]:
        numbers = [row.number_text for row in rows]
        have = set(Case.objects.filter(number__in=numbers).values_list("number", flat=True))
        self.saved.already_in += len(have)
        return [row for row in rows if row.number_text not in have]

    def _prepare(self, row: ImportRow) -> _Ready | None:
        """The case of a row, or None with the reasons noted."""
        warnings = list(row.warnings)
        try:
            code, name = self._cause(row, warnings)
            limit_rule = self._limit(row, code, warnings)
            parties = self._parties(row)
            court = self._court(row, warnings)
            self._reserved(row, court, code, warnings)
        except BadRow as bad:
            self.saved.bad.append(bad)
            return None
        case = self._case(row, court)
        case.cause_code, case.cause_name, case.limit_rule = code, name, limit_rule
        return _Ready(row, case, parties, tuple(warnings))

    def _cause(self, row: ImportRow, warnings: list[Remark]) -> tuple[str, str]:
        """The cause as called on the day of filing; one of a later list is kept as it is, and it is said."""
        lists = row.case_type.cause_categories
        meant = meaning(cause_tree(), row.cause, row.filed_on, lists)
        if meant is None:
            warnings.append(Remark(row.line, "NOTE-CAUSE", "cause", {"value": row.cause}))
            return "", row.cause
        facts = {"value": row.cause, "type_code": row.case_type.code, "filed_on": row.filed_on}
        if not meant.found.fits(lists):
            raise BadRow(Remark(row.line, "ROW-CAUSE-UNFIT", "cause", facts))
        if meant.ended:
            facts |= {"day": meant.ended, "now": "、".join(cause.zh for cause in meant.instead)}
            raise BadRow(
                Remark(row.line, "ROW-CAUSE-ENDED" if meant.instead else "ROW-CAUSE-GONE", "cause", facts)
            )
        if meant.present is None:
            facts |= {"day": meant.found.valid_from}
            warnings.append(Remark(row.line, "NOTE-CAUSE-LATER", "cause", facts))
        named = meant.present or meant.found
        return named.code, named.zh

    def _reserved(self, row: ImportRow, court: Court, cause_code: str, warnings: list[Remark]) -> None:
        """A published number is kept whoever gave it; that only special courts may take the case is said."""
        try:
            check_not_reserved(court, row.case_type, cause_code=cause_code, cause=row.cause)
        except Refused as refused:
            reason = explain(refused, get_language() or "zh").detail
            warnings.append(Remark(row.line, "NOTE-RESERVED", "court_code", {"reason": reason}))

    def _limit(self, row: ImportRow, cause_code: str, warnings: list[Remark]) -> str:
        """The rule by the date of filing; before the earliest version, the earliest, and it is said."""
        facts = CaseFacts(cause_code=cause_code, level=number_code_level(row.court_code))
        try:
            rule = choose_limit_rule(row.case_type.code, row.procedure, row.filed_on, facts=facts)
        except Refused as refused:
            reason = explain(refused, get_language() or "zh").detail
            raise BadRow(Remark(row.line, "ROW-LIMIT", "procedure", {"reason": reason})) from refused
        if rule is not None and row.filed_on < rule.valid_from:
            params = {"filed_on": row.filed_on, "rule": rule.code, "version": rule.version}
            warnings.append(Remark(row.line, "NOTE-RULE-EARLIEST", "filed_on", params))
        return rule.code if rule else ""

    def _parties(self, row: ImportRow) -> tuple[PartyEntry, ...]:
        accusing, accused = ("prosecutor", "accused") if row.is_criminal else ("plaintiff", "defendant")
        raw = [{"role": accusing, "kind": "agency", "name": row.prosecutor}] if row.prosecutor else []
        raw += [
            {"role": accused, "kind": "organisation" if is_body(name) else "person", "name": name}
            for name in row.defendants
        ]
        entries, errors = read_parties(raw)
        if errors:
            reasons = [message for messages in errors.values() for message in messages]
            raise BadRow(*(Remark(row.line, "ROW-PARTY", "defendants", {"reason": r}) for r in reasons))
        return tuple(entries)

    def _court(self, row: ImportRow, warnings: list[Remark]) -> Court:
        court = self._courts.get(row.court_code)
        if court is None:
            ensured = ensure_court(number_code=row.court_code, name=row.court_name, actor=self.actor)
            court = self._courts[row.court_code] = ensured.court
            if ensured.made:
                self._tell_made(row, court, ensured.made, warnings)
        if court.closed_on is not None and court.closed_on <= row.filed_on:
            closed = {"court": court.name, "closed_on": court.closed_on}
            raise BadRow(Remark(row.line, "ROW-COURT-CLOSED", "court_code", closed))
        return court

    def _tell_made(self, row: ImportRow, court: Court, made: Iterable[Court], warnings: list[Remark]) -> None:
        names = [f"{new.number_code} {new.name}" for new in made]
        self.saved.courts_made += len(names)
        self.saved.courts.append(
            Remark(row.line, "NOTE-COURT-MADE", "court_code", {"courts": "、".join(names)})
        )
        if not court.name_confirmed:
            warnings.append(Remark(row.line, "NOTE-COURT-NAMELESS", "court_name", {"name": court.name}))
        certain = parent_is_certain(court.number_code, tables().provinces, court_rows())
        if not certain and court.parent is not None:
            presumed = {"code": court.number_code, "above": court.parent.name}
            warnings.append(Remark(row.line, "NOTE-COURT-ABOVE", "court_code", presumed))

    def _case(self, row: ImportRow, court: Court) -> Case:
        number = row.number
        return Case(
            id=uuid7(),
            court=court,
            status=Status.OPEN.value,
            number=row.number_text,
            number_year=number.year if number else None,
            number_special=number.special if number else "",
            number_serial=number.serial if number else None,
            type_code=row.case_type.code,
            category=row.case_type.category.value,
            procedure=row.procedure,
            received_on=row.filed_on,
            filed_on=row.filed_on,
            channel=Channel.IMPORT.value,
            external_number=row.source_id,
            imported=True,
            open_confirmed=False,
            entered_at=self.actor.at,
            entered_by_id=self.actor.person_id,
        )

    def _move_counters(self, ready: list[_Ready]) -> None:
        """Each series goes on after the highest number of the batch; locked in one order."""
        highest: dict[tuple[int, int, str, str, str], tuple[Court, CaseNumber]] = {}
        for entry in ready:
            number = entry.row.number
            if number is None:
                continue
            key = (entry.case.court_id, *number.series)
            if key not in highest or highest[key][1].serial < number.serial:
                highest[key] = (entry.case.court, number)
        for key in sorted(highest):
            move_counter(*highest[key])

    def _with_own_source(self, ready: list[_Ready]) -> list[_Ready]:
        """Leave out rows whose source id another case of the court bears already."""
        sources = [entry.row.source_id for entry in ready if entry.row.source_id]
        taken = {
            (court, source): number
            for court, source, number in Case.objects.filter(external_number__in=sources).values_list(
                "court_id", "external_number", "number"
            )
        }
        own = []
        for entry in ready:
            key = (entry.case.court_id, entry.row.source_id)
            if entry.row.source_id and key in taken:
                params = {"number": taken[key] or "—", "value": entry.row.source_id}
                self.saved.bad.append(BadRow(Remark(entry.row.line, "ROW-SOURCE-TAKEN", "source_id", params)))
                continue
            taken[key] = entry.case.number
            own.append(entry)
        return own

    def _insert(self, ready: list[_Ready]) -> None:
        cases = [entry.case for entry in ready]
        Case.objects.bulk_create(cases)
        CaseHandling.objects.bulk_create(CaseHandling(case=case, court_id=case.court_id) for case in cases)
        CaseText.objects.bulk_create(
            CaseText(case=entry.case, court_id=entry.case.court_id, facts=entry.row.facts) for entry in ready
        )
        Party.objects.bulk_create(
            party_row(entry.case, order, party)
            for entry in ready
            for order, party in enumerate(entry.parties, start=1)
        )
        for entry in ready:
            self._tell(entry)
        self.saved.imported += len(ready)

    def _tell(self, entry: _Ready) -> None:
        """The import is one event; who listens to filings and acceptances hears of it as of any other."""
        case, row = entry.case, entry.row
        note(
            "case_imported",
            case,
            self.actor,
            number=case.number,
            source=row.source_id,
            line=row.line,
            filed_on=row.filed_on,
            cause=case.cause_name,
            warnings=[remark.code for remark in entry.warnings],
        )
        emit(CaseEvent.FILED, case, self.actor)
        emit(CaseEvent.ACCEPTED, case, self.actor)
        self.saved.warnings += entry.warnings
