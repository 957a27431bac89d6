"""What every draw goes through, whatever it is for: committed, its nonce fixed, settled.

The callers check rights and hold the transaction; what a purpose locks and what its
result does is its ``Kind``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime

from assignment.draws.domain import (
    Chain,
    Purpose,
    Status,
    build_snapshot,
    canonical_json,
    check_able,
    check_reveal,
    check_void,
    fix_nonce,
    next_number,
    result_bundle,
    text_hash,
    void_bundle,
)
from assignment.draws.models import Draw, DrawBatch, DrawChain, VoidRequest
from assignment.draws.registry import ended, kind_of, told_of
from assignment.draws.selectors import revealed_after, unfinished_before
from assignment.draws.services.chains import announce_next, secret_of
from assignment.pools.domain import RosterEntry
from assignment.pools.selectors import setting
from cases.docket.domain import Seal
from cases.docket.models import Case
from cases.docket.selectors import handling_of
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.places.models import Court
from courts.reads.selectors import Read
from courts.refusals.domain import Refused
from courts.trail.services import record

REVEALED = ("status", "revealed_at", "winner", "picked", "reveal", "seed", "total_weight", "counter", "x")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a draw is for and who or what may be drawn.

    ``name`` stands in the snapshot under ``case``: the number of the case, or the
    name of the stratum that is sampled. ``route`` of a sealed case is left out of the snapshot, which is
    public: cause and amount would tell what the case is. The trail keeps it.
    """

    name: str
    court: Court
    pool: str
    rule_set: str
    band: int
    roster: tuple[RosterEntry, ...]
    attempt: int
    case: Case | None = None
    route: Mapping[str, Any] | None = None
    batch: DrawBatch | None = None


def note(verb: str, draw: Draw, actor: Actor, **data: Any) -> None:
    """Record an event of a draw: on its case, or on itself where it has none."""
    record(
        verb,
        court_id=draw.court_id,
        actor=actor,
        noun="case" if draw.case_id else "draw",
        object_id=draw.case_id or draw.pk,
        case_id=draw.case_id,
        data={"draw_no": draw.draw_no, **data},
    )


def commit(subject: Subject, chain: DrawChain, actor: Actor) -> Draw:
    """Write a draw's whole input under the next number of a chain that is locked.

    Raises Refused DRAW-POOL-EMPTY, DRAW-CHAIN-EXHAUSTED.
    """
    check_able(subject.roster, subject.pool)  # before a next chain is announced: others of a batch go on
    draw_no = next_number(last=chain.last_no, length=chain.length, anchor_published=True)
    last = draw_no == chain.length
    snapshot = build_snapshot(
        chain=Chain(court=subject.court.code, purpose=chain.purpose, year=chain.year),
        draw_no=draw_no,
        prev_draw=chain.last_snapshot_hash,
        case=subject.name,
        attempt=subject.attempt,
        pool=subject.pool,
        rule_set=subject.rule_set,
        band=subject.band,
        roster=subject.roster,
        next_anchor=announce_next(chain, actor).anchor if last else "",
        route=None if subject.case and subject.case.sealed != Seal.NONE.value else subject.route,
        more=told_of(subject.case) if subject.case else None,
    )
    text = canonical_json(snapshot)
    digest = text_hash(text).hex()
    draw = Draw.objects.create(
        court=subject.court,
        chain=chain,
        draw_no=draw_no,
        purpose=chain.purpose,
        case=subject.case,
        subject="" if subject.case else subject.name,
        attempt=subject.attempt,
        batch=subject.batch,
        snapshot=text.decode(),
        snapshot_hash=digest,
        receipt=digest[:16],
        operator=actor.label,
        committed_at=actor.at,
    )
    chain.last_no, chain.last_snapshot_hash = draw_no, digest
    chain.save(update_fields=["last_no", "last_snapshot_hash"])
    told = {"route": dict(subject.route)} if subject.route is not None else {}
    note("draw_committed", draw, actor, attempt=subject.attempt, snapshot_hash=digest, **told)
    return draw


def fix(draw: Draw, nonce: str, actor: Actor, source: str, by: str = "") -> None:
    """Fix the nonce of a locked draw; empty where nobody gave one, which is shown as such.

    ``by`` names who called it out, where that was a witness.

    Raises Refused DRAW-FINISHED, DRAW-NONCE-FIXED, DRAW-NONCE-LATE, DRAW-NONCE-FORMAT.
    """
    fixed = fix_nonce(
        nonce,
        status=Status(draw.status),
        committed_at=draw.committed_at,
        now=actor.at,
        minutes=setting("NONCE_WINDOW"),
    )
    draw.status, draw.nonce, draw.nonce_at = Status.NONCE_FIXED.value, fixed, actor.at
    draw.nonce_source, draw.nonce_by = (source, by.strip()[:160]) if fixed else ("none", "")
    draw.save(update_fields=["status", "nonce", "nonce_at", "nonce_source", "nonce_by"])
    note("draw_nonce_fixed", draw, actor, nonce=fixed, source=draw.nonce_source, witness=draw.nonce_by)


def settle(draw: Draw, actor: Actor) -> None:
    """Publish the secret of a locked draw, compute its result and do what follows from it.

    A request to make it void holds it, until the request has lapsed. Raises Refused DRAW-FINISHED,
    DRAW-NONCE-OPEN, DRAW-ORDER, DRAW-VOID-WAITS.
    """
    chain = draw.chain
    check_reveal(draw.draw_no, Status(draw.status), unfinished_before(draw))
    _past_void(draw, actor)
    secret = secret_of(chain, draw.draw_no)
    bundle = result_bundle(json.loads(draw.snapshot), anchor=chain.anchor, reveal=secret, nonce=draw.nonce)
    draw.status, draw.revealed_at = Status.RESULT.value, actor.at
    draw.reveal, draw.seed = bundle["reveal"], bundle["seed"]
    draw.total_weight, draw.counter, draw.x = bundle["total_weight"], bundle["counter"], bundle["x"]
    told = {"winner": bundle["winner"]} | _take(draw, bundle["winner"])
    draw.save(update_fields=REVEALED)
    note("draw_revealed", draw, actor, **told)
    kind_of(draw).settled(draw, actor)
    ended(draw)


def _past_void(draw: Draw, actor: Actor) -> None:
    for lapsed in _VOIDS.all(draw=draw.pk):
        if lapsed.holds_until > actor.at:
            raise Refused("DRAW-VOID-WAITS", draw_no=draw.draw_no, until=minute(lapsed.holds_until))
        lapsed.state = VoidRequest.State.LAPSED
        lapsed.save(update_fields=["state"])
        note("draw_void_lapsed", draw, actor, reason=lapsed.reason)


_VOIDS = Read(
    lambda draw: VoidRequest.objects.filter(draw_id=draw, state=VoidRequest.State.WAITING), draw=UUID
)


def end_void(draw: Draw, request: VoidRequest, actor: Actor) -> None:
    """Make a locked draw void: nobody drawn, its number used up, its secret published all the same.

    Raises Refused DRAW-FINISHED, DRAW-VOID-APPROVERS, DRAW-VOID-REASON, DRAW-VOID-KNOWN, DRAW-ORDER.
    """
    chain = draw.chain
    asked = str(request.asked_by_person_id or request.asked_by_client)
    approvers = {asked, str(actor.person_id or actor.client)}
    check_void(
        draw.draw_no,
        Status(draw.status),
        unfinished_before(draw),
        revealed=revealed_after(draw),
        approvers=approvers,
        reason=request.reason,
    )
    secret, snapshot = secret_of(chain, draw.draw_no), json.loads(draw.snapshot)
    void_bundle(snapshot, anchor=chain.anchor, reveal=secret, nonce=draw.nonce)
    draw.status, draw.revealed_at, draw.reveal = Status.VOID.value, actor.at, secret
    draw.save(update_fields=["status", "revealed_at", "reveal"])
    note("draw_voided", draw, actor, reveal=secret, reason=request.reason, asked_by=request.asked_by)
    voided = kind_of(draw).voided
    if voided is not None:
        voided(draw, actor)
    ended(draw)


def _take(draw: Draw, drawn: str) -> dict[str, str]:
    """Put what was drawn on its draw; the name of a judge goes to the trail with it."""
    if draw.purpose != Purpose.HANDLER.value:
        draw.picked = drawn
        return {}
    winner: Person = _JUDGE.all(judge=UUID(drawn))[0]
    draw.winner = winner
    return {"name": winner.name}


_JUDGE = Read(lambda judge: Person.objects.filter(pk=judge), judge=UUID)


def lock_row(draw: Draw, *, whole: bool = True) -> Draw:
    """A draw as it stands now, its row locked after what it is for; ``whole`` with its case and chain.

    Its chain needs no lock: what is read of it never changes, and an earlier draw that
    waits for no number now never will again.
    """
    kind_of(draw).lock(draw)
    locked: Draw = _ROW.all(draw=draw.pk)[0]
    if whole:
        locked.chain = draw.chain
        locked.case = None if draw.case_id is None else _case(draw.case_id)
    return locked


def _case(case_id: UUID) -> Case:
    case: Case = _CASE.all(case=case_id)[0]
    handling_of(case)
    return case


_CASE = Read(lambda case: Case.objects.filter(pk=case), case=UUID)
_ROW = Read(lambda draw: Draw.objects.select_for_update(no_key=True).filter(pk=draw), draw=UUID)


def minute(at: datetime) -> str:
    """An instant as sentences name it, in the court's time."""
    return f"{localtime(at):%Y-%m-%d %H:%M}"
