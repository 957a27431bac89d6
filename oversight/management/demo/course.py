"""The course of a court's cases, moment by moment: filed, accepted, drawn, heard, closed, archived."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from random import Random

from assignment.draws.models import Draw
from cases.docket.domain import Status
from cases.docket.models import Case, CaseHandling
from cases.docket.services import note
from cases.intake.domain import review_ends_on
from cases.intake.selectors import refusal_grounds, review_term
from cases.limits.models import CaseClock
from cases.limits.services import clock_for
from cases.nodes.domain import Node
from cases.nodes.models import NodeEvent
from cases.numbers.domain import CaseNumber
from courts.actors.domain import Actor, Role
from courts.calendar.domain import WorkCalendar
from courts.people.models import Person
from courts.refusals.domain import Refused
from courts.trail.services import record
from oversight.management.demo import hearings, matters
from oversight.management.demo.days import Days, instant
from oversight.management.demo.drawing import DrawRoom, publication
from oversight.management.demo.invented import uuid_at
from oversight.management.demo.matters import weighted
from oversight.management.demo.papers import Papers
from oversight.management.demo.staff import Staffed

REFUSED_SHARE = 0.015
REVIEW_DAYS = (0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5)
LATE_SHARE = 0.012
DRAW_MINUTES = 7
LAST_MINUTE = 17 * 60
PRESENT_SHARE = 0.8


@dataclass
class Written:
    """Everything a court's cases leave behind, as unsaved rows."""

    papers: list[Papers] = field(default_factory=list)
    handlings: list[CaseHandling] = field(default_factory=list)
    clocks: list[CaseClock] = field(default_factory=list)
    nodes: list[NodeEvent] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)
    serials: Counter[tuple[int, str]] = field(default_factory=Counter)


class Course:
    """Plays the three years of one court in the order of time."""

    def __init__(
        self, chance: Random, staffed: Staffed, days: Days, calendar: WorkCalendar, room: DrawRoom
    ) -> None:
        self.chance, self.staffed, self.days, self.calendar = chance, staffed, days, calendar
        self.room = room
        self.written = Written()
        self._agenda: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._order = count()
        self._handling: dict[Case, CaseHandling] = {}
        self._clock: dict[Case, CaseClock] = {}
        self._last_draw: datetime | None = None

    def play(self, filings: list[Papers]) -> Written:
        """Run every filing to where it stands at the end of the data."""
        for papers in filings:
            self._plan(papers.entered_at, partial(self._file, papers))
        while self._agenda:
            at, _order, act = heapq.heappop(self._agenda)
            act(at)
        self.written.draws = self.room.draws
        return self.written

    def _plan(self, at: datetime, act: Callable[[datetime], None]) -> None:
        if at.date() <= self.days.end:
            heapq.heappush(self._agenda, (at, next(self._order), act))

    def _clerk(self, person: Person, at: datetime) -> Actor:
        return self.staffed.signed(person, Role.CLERK, at)

    def _file(self, papers: Papers, at: datetime) -> None:
        case = papers.case
        handling = CaseHandling(case=case, court_id=case.court_id)
        self._handling[case] = handling
        self.written.papers.append(papers)
        self.written.handlings.append(handling)
        note(
            "case_filed",
            case,
            self._clerk(papers.clerk, at),
            type_code=case.type_code,
            procedure=case.procedure,
            cause=case.cause_name,
            received_on=case.received_on,
            channel=case.channel,
            parties=[{"role": party.role, "name": party.name} for party in papers.parties],
        )
        chance = self.chance
        wait = chance.choice(REVIEW_DAYS) if chance.random() > LATE_SHARE else chance.randrange(8, 13)
        decided = self._later(at, wait)
        if decided is None:
            return
        refused = chance.random() < REFUSED_SHARE and case.category in matters.GROUNDS
        refused = refused and case.limit_rule != matters.MISSING_RULE
        self._plan(decided, partial(self._refuse if refused else self._accept, papers))

    def _later(self, at: datetime, working_days: int) -> datetime | None:
        """A moment some working days on; the same day half an hour or more later, while the court is open."""
        minutes = at.hour * 60 + at.minute + self.chance.randrange(30, 120)
        if working_days == 0 and minutes < LAST_MINUTE:
            return instant(at.date(), minutes // 60, minutes % 60, self.chance.randrange(60))
        day = self.days.after(at.date(), max(working_days, 1))
        return instant(day, self.chance.randrange(9, 12), self.chance.randrange(60)) if day else None

    def _refuse(self, papers: Papers, at: datetime) -> None:
        case, on = papers.case, at.date()
        ground = matters.GROUNDS_OF_TYPE.get(case.type_code, matters.GROUNDS[case.category])
        reason = f"经审查，{refusal_grounds().latest(ground).zh}，已书面告知补正及救济途径。"
        case.status, case.refused_on = Status.REFUSED.value, on
        case.refusal_ground, case.refusal_reason = ground, reason
        note(
            "case_refused",
            case,
            self._clerk(papers.clerk, at),
            ground=ground,
            reason=reason,
            refused_on=on,
        )

    def _accept(self, papers: Papers, at: datetime) -> None:
        case, actor, on = papers.case, self._clerk(papers.clerk, at), at.date()
        number = self._next_number(on.year, case.type_code)
        case.status, case.filed_on, case.number = Status.OPEN.value, on, number.format()
        case.number_year, case.number_special, case.number_serial = number.year, number.special, number.serial
        note("case_accepted", case, actor, number=case.number, filed_on=on)
        last_day = review_ends_on(case.received_on, review_term(case.category).days)
        if on > last_day:
            dates = {"received_on": case.received_on, "last_day": last_day, "accepted_on": on}
            note("warned", case, actor, rule="INTAKE-LATE", **dates)
        clock = clock_for(case, self.calendar)
        if clock is not None:
            self._clock[case] = clock
            self.written.clocks.append(clock)
            note(
                "clock_started", case, actor, rule=clock.rule_code, base_on=clock.base_on, due_on=clock.due_on
            )
        self._node(case, Node.FILING, f"立案，{case.number}", actor)
        drawn = self._later(at, 0 if self.chance.random() < PRESENT_SHARE else 1)
        if drawn is not None:
            self._plan(drawn, partial(self._draw, papers))

    def _next_number(self, year: int, type_code: str) -> CaseNumber:
        """The next of a series; ``save`` moves the counters to where the series ended."""
        self.written.serials[year, type_code] += 1
        serial = self.written.serials[year, type_code]
        return CaseNumber(year, self.staffed.court.number_code, "", type_code, serial)

    def _draw(self, papers: Papers, at: datetime) -> None:
        """One draw after the other; when the whole pool is away, the next working day."""
        if self._last_draw is not None and at < self._last_draw + timedelta(minutes=DRAW_MINUTES):
            at = self._last_draw + timedelta(minutes=DRAW_MINUTES)
        self._publish(at)
        case = papers.case
        try:
            draw, judge = self.room.draw(case, len(papers.parties), papers.clerk, at)
        except Refused:
            again = self.days.after(at.date(), 1)
            if again is not None:
                self._plan(instant(again, 9), partial(self._draw, papers))
            return
        self._last_draw = at
        self._tell_draw(draw, judge, papers, at)
        handling = self._handling[case]
        division = self.staffed.division_of[judge]
        handling.handler, handling.division, handling.assigned_on = judge, division, at.date()
        self._follow(case, judge, at.date())

    def _publish(self, at: datetime) -> None:
        chain, new = self.room.chain(at.year, publication(at.date()))
        if new:
            record(
                "draw_chain_published",
                court_id=self.staffed.court.pk,
                actor=self._clerk(self.staffed.people[Role.CLERK][0], chain.published_at),
                noun="draw_chain",
                object_id=chain.pk,
                data={
                    "purpose": chain.purpose,
                    "year": chain.year,
                    "part": chain.part,
                    "anchor": chain.anchor,
                    "length": chain.length,
                },
            )

    def _tell_draw(self, draw: Draw, judge: Person, papers: Papers, at: datetime) -> None:
        case, number = papers.case, draw.draw_no
        signed = self._clerk(papers.clerk, at)
        note("draw_committed", case, signed, draw_no=number, attempt=1, snapshot_hash=draw.snapshot_hash)
        if draw.nonce_at is None or draw.revealed_at is None:
            raise ValueError("a draw of the demo is always finished")
        signed = self._clerk(papers.clerk, draw.nonce_at)
        note("draw_nonce_fixed", case, signed, draw_no=number, nonce=draw.nonce, source=draw.nonce_source)
        signed = self._clerk(papers.clerk, draw.revealed_at)
        note("draw_revealed", case, signed, draw_no=number, winner=judge.pk, name=judge.name)
        note("case_assigned", case, signed, judge=judge.pk, name=judge.name, assigned_on=at.date())
        self._node(case, Node.ASSIGNMENT, f"承办法官 {judge.name}", signed)

    def _follow(self, case: Case, judge: Person, assigned_on: date) -> None:
        """Plan what happens on the case from the assignment on; before its limit starts, nothing."""
        clock = self._clock.get(case)
        if clock is not None and clock.waiting_for:
            return
        closes = hearings.closing_day(self.chance, case, assigned_on, clock.due_on if clock else None)
        disposal = weighted(self.chance, matters.DISPOSALS[case.type_code])
        for node, day, detail in hearings.nodes(self.chance, case, assigned_on, closes, disposal):
            works = self.days.at_or_after(day)
            if works is not None:
                moment = instant(works, self.chance.randrange(13, 17), self.chance.randrange(60))
                self._plan(moment, partial(self._record, case, node, detail, judge))
        works = self.days.at_or_after(closes)
        if works is not None:
            moment = instant(works, 17, self.chance.randrange(30))
            self._plan(moment, partial(self._close, case, judge, disposal))

    def _record(self, case: Case, node: Node, detail: str, judge: Person, at: datetime) -> None:
        actor = self.staffed.signed(judge, Role.JUDGE, at)
        self._node(case, node, detail, actor)
        note("node_recorded", case, actor, node=node.value, occurred_on=at.date(), detail=detail)

    def _close(self, case: Case, judge: Person, disposal: str, at: datetime) -> None:
        actor, on = self.staffed.signed(judge, Role.JUDGE, at), at.date()
        case.status, case.closed_on, case.disposal = Status.CLOSED.value, on, disposal
        note("case_closed", case, actor, closed_on=on, disposal=case.disposal)
        self._node(case, Node.CLOSING, hearings.closing_words(case), actor)
        if case in self._clock:
            self._clock[case].watched = False
        self.room.close(case, judge)
        archived = self.days.at_or_after(on + timedelta(days=self.chance.randrange(20, 80)))
        if archived is not None:
            moment = instant(archived, 15, self.chance.randrange(60))
            self._plan(moment, partial(self._record, case, Node.ARCHIVING, "卷宗整理归档", judge))

    def _node(self, case: Case, node: Node, detail: str, actor: Actor) -> None:
        self.written.nodes.append(
            NodeEvent(
                id=uuid_at(self.chance, actor.at),
                case=case,
                court_id=case.court_id,
                node=node.value,
                occurred_on=actor.today,
                detail=detail,
                entered_at=actor.at,
                entered_by=actor.label,
                entered_by_person_id=actor.person_id,
            )
        )
