"""Random assignment of the demo: the rosters and draws of the protocol, loads followed in memory."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings

from assignment.draws.domain import (
    NO_PREVIOUS,
    Chain,
    Purpose,
    anchor,
    build_snapshot,
    canonical_json,
    result_bundle,
    snapshot_hash,
)
from assignment.draws.domain.protocol import hash_times
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import subject_of
from assignment.pools.domain import BAND, LoadFacts, PoolJudge, check_exclusions, median_load, roster
from assignment.pools.domain.routes import LAST_TIER
from assignment.pools.models import Absence, PoolMember
from assignment.pools.selectors import exclusion_reasons, load_by, reentry_days, rule_set, setting
from cases.docket.domain import Seal
from cases.docket.models import Case
from courts.people.models import Person
from oversight.management.demo.days import instant
from oversight.management.demo.invented import uuid_at
from oversight.management.demo.staff import Staffed

NONCE_SHARE = 0.62


class _Secrets:
    """The reveals of one chain, walked once from the tail."""

    def __init__(self, tail: bytes, length: int, needed: int) -> None:
        value = hash_times(tail, length - needed)
        reveals = [value]
        for _ in range(needed - 1):
            value = hash_times(value, 1)
            reveals.append(value)
        self._reveals = reveals[::-1]
        self._tail, self._length = tail, length

    def reveal(self, draw_no: int) -> str:
        if draw_no > len(self._reveals):
            return hash_times(self._tail, self._length - draw_no).hex()
        return self._reveals[draw_no - 1].hex()


class DrawRoom:
    """The draws of one court, in the order in which they are made."""

    def __init__(self, chance: Random, staffed: Staffed, seed: int, expected: int) -> None:
        self.chance, self.staffed, self.seed, self.expected = chance, staffed, seed, expected
        self.loads: dict[UUID, int] = defaultdict(int)
        self.chains: dict[int, DrawChain] = {}
        self.draws: list[Draw] = []
        self._secrets: dict[int, _Secrets] = {}
        self._pools = staffed.pool_of
        self._weighs: dict[UUID, int] = {}
        self._absences: dict[UUID, list[Absence]] = defaultdict(list)
        for absence in sorted(staffed.absences, key=lambda absence: absence.to_on):
            self._absences[absence.judge_id].append(absence)
        self._quota = {judge.pk: since for judge, since in staffed.quota_from.items()}
        self._people = {judge.pk: judge for judge in staffed.judges}
        self._rules = rule_set()
        self._reentry_days = reentry_days(staffed.court.pk)
        self.reentries: dict[tuple[int, int], int] = {}
        """Pool and absence -> the pool's median on the day of return."""

    def chain(self, year: int, at: datetime) -> tuple[DrawChain, bool]:
        """The court's chain of a year, and whether it is published only now."""
        if year in self.chains:
            return self.chains[year], False
        tail = hashlib.sha256(f"demo {self.seed} {self.staffed.court.code} {year}".encode()).digest()
        length = setting("CHAIN_LENGTH")
        self._secrets[year] = _Secrets(tail, length, min(self.expected, length))
        self.chains[year] = DrawChain.objects.create(
            court=self.staffed.court,
            purpose=Purpose.HANDLER.value,
            year=year,
            anchor=anchor(tail, length).hex(),
            tail_cipher=Fernet(settings.COURT_FIELD_KEY).encrypt(tail),
            length=length,
            last_snapshot_hash=NO_PREVIOUS,
            published_at=at,
        )
        return self.chains[year], True

    def draw(self, case: Case, parties: int, operator: Person, at: datetime) -> tuple[Draw, Person]:
        """Draw a judge for a case: committed, nonce, revealed; ``chain`` must have been published."""
        on, pool = at.date(), self._pools[case.type_code][0]
        chain = self.chains[at.year]
        self._note_reentries(case.type_code, on)
        judges = self._judges(case.type_code, on)
        check_exclusions(judges, exclusion_reasons(), on)
        band = pool.band if pool.band is not None else BAND
        route = {"pool": pool.name, "tier": LAST_TIER, "type_code": case.type_code}
        snapshot = build_snapshot(
            chain=Chain(court=self.staffed.court.code, purpose=Purpose.HANDLER.value, year=chain.year),
            draw_no=chain.last_no + 1,
            prev_draw=chain.last_snapshot_hash,
            case=subject_of(case),
            attempt=1,
            pool=pool.name,
            rule_set=self._rules,
            band=band,
            roster=roster(judges, band),
            route=None if case.sealed != Seal.NONE.value else route,
        )
        draw = self._finish(chain, snapshot, case, operator, at)
        self.draws.append(draw)
        winner = self._people[UUID(str(draw.winner_id))]
        self._weighs[case.pk] = load_by(
            LoadFacts(
                type_code=case.type_code,
                procedure=case.procedure,
                claim_fen=case.claim_fen,
                parties=parties,
                four_category=case.four_category,
            )
        )
        self.loads[winner.pk] += self._weighs[case.pk]
        return draw, winner

    def _finish(
        self, chain: DrawChain, snapshot: dict[str, Any], case: Case, operator: Person, at: datetime
    ) -> Draw:
        chance = self.chance
        given = chance.random() < NONCE_SHARE
        nonce = "".join(chance.choices("0123456789", k=chance.randrange(2, 9))) if given else ""
        number = snapshot["draw_no"]
        bundle = result_bundle(
            snapshot, anchor=chain.anchor, reveal=self._secrets[chain.year].reveal(number), nonce=nonce
        )
        digest = snapshot_hash(snapshot).hex()
        chain.last_no, chain.last_snapshot_hash = number, digest
        nonce_at = at + timedelta(seconds=chance.randrange(40, 240))
        return Draw(
            id=uuid_at(chance, at),
            court_id=self.staffed.court.pk,
            chain=chain,
            draw_no=number,
            case=case,
            attempt=1,
            status=Draw.Status.RESULT,
            snapshot=canonical_json(snapshot).decode(),
            snapshot_hash=digest,
            receipt=digest[:16],
            nonce=nonce,
            nonce_source="party" if given else "none",
            reveal=bundle["reveal"],
            seed=bundle["seed"],
            total_weight=bundle["total_weight"],
            counter=bundle["counter"],
            x=bundle["x"],
            winner_id=UUID(bundle["winner"]),
            operator=operator.name,
            committed_at=at,
            nonce_at=nonce_at,
            revealed_at=nonce_at + timedelta(seconds=chance.randrange(2, 20)),
        )

    def close(self, case: Case, judge: Person) -> None:
        """A closed case no longer weighs on its judge."""
        self.loads[judge.pk] -= self._weighs[case.pk]

    def _members(self, type_code: str, on: date) -> list[PoolMember]:
        members = [member for member in self._pools[type_code][1] if member.from_on <= on]
        return sorted(members, key=lambda member: str(member.judge_id))

    def _judges(self, type_code: str, on: date) -> list[PoolJudge]:
        return [
            PoolJudge(
                id=str(member.judge_id),
                load=self.loads[member.judge_id],
                share=member.share,
                reentry_load=self._reentry(type_code, member.judge_id, on),
                excluded=reason,
                excluded_by=approver,
            )
            for member in self._members(type_code, on)
            for reason, approver in [self._exclusion(member.judge_id, on)]
        ]

    def _exclusion(self, judge: UUID, on: date) -> tuple[str, str]:
        if self._quota[judge] > on:
            return "NOT_QUOTA", ""
        away = self._away(judge, on)
        return (str(away.kind).upper(), away.approved_by) if away else ("", "")

    def _away(self, judge: UUID, on: date) -> Absence | None:
        return next((a for a in self._absences[judge] if a.from_on <= on <= a.to_on), None)

    def _returned(self, judge: UUID, on: date) -> list[Absence]:
        since = on - timedelta(days=self._reentry_days)
        return [absence for absence in self._absences[judge] if since <= absence.to_on < on]

    def _reentry(self, type_code: str, judge: UUID, on: date) -> int:
        pool = self._pools[type_code][0].pk
        loads = [self.reentries.get((pool, absence.pk), 0) for absence in self._returned(judge, on)]
        return loads[-1] if loads else 0

    def _note_reentries(self, type_code: str, on: date) -> None:
        """Fix the median at which judges back from leave re-enter, as the pool's service does."""
        pool = self._pools[type_code][0].pk
        ids = [member.judge_id for member in self._members(type_code, on)]
        back = [absence for judge in ids for absence in self._returned(judge, on)]
        fresh = [absence for absence in back if (pool, absence.pk) not in self.reentries]
        if not fresh:
            return
        away = {judge for judge in ids if self._away(judge, on)} | {a.judge_id for a in fresh}
        median = median_load([self.loads[judge] for judge in ids if judge not in away])
        self.reentries |= {(pool, absence.pk): median for absence in fresh}


def publication(day: date) -> datetime:
    """The anchor of a year is published before its first working morning."""
    return instant(day, 8, 0)
