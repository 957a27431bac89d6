"""What every draw goes through, whatever it is for: committed, its nonce fixed, settled.

The callers check rights and hold the transaction; what a purpose locks and what its
result does is its ``Kind``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assignment.draws.domain import (
    Chain,
    Purpose,
    Status,
    build_snapshot,
    canonical_json,
    check_reveal,
    fix_nonce,
    next_number,
    result_bundle,
    snapshot_hash,
)
from assignment.draws.models import Draw, DrawChain
from assignment.draws.registry import kind_of
from assignment.draws.selectors import unfinished_before
from assignment.draws.services.chains import announce_next, secret_of
from assignment.pools.domain import RosterEntry
from assignment.pools.selectors import setting
from cases.docket.models import Case
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.places.models import Court
from courts.trail.services import record

REVEALED = ("status", "revealed_at", "winner", "picked", "reveal", "seed", "total_weight", "counter", "x")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a draw is for and who or what may be drawn.

    ``name`` stands in the snapshot under ``case``: the number of the case, or the
    name of the stratum that is sampled.
    """

    name: str
    court: Court
    pool: str
    rule_set: str
    band: int
    roster: tuple[RosterEntry, ...]
    attempt: int
    case: Case | None = None


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
    )
    digest = snapshot_hash(snapshot).hex()
    draw = Draw.objects.create(
        court=subject.court,
        chain=chain,
        draw_no=draw_no,
        purpose=chain.purpose,
        case=subject.case,
        subject="" if subject.case else subject.name,
        attempt=subject.attempt,
        snapshot=canonical_json(snapshot).decode(),
        snapshot_hash=digest,
        receipt=digest[:16],
        operator=actor.label,
        committed_at=actor.at,
    )
    chain.last_no, chain.last_snapshot_hash = draw_no, digest
    chain.save(update_fields=["last_no", "last_snapshot_hash"])
    note("draw_committed", draw, actor, attempt=subject.attempt, snapshot_hash=digest)
    return draw


def fix(draw: Draw, nonce: str, actor: Actor, source: str) -> None:
    """Fix the nonce of a locked draw; empty where nobody gave one, which is shown as such.

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
    draw.nonce_source = source if fixed else "none"
    draw.save(update_fields=["status", "nonce", "nonce_at", "nonce_source"])
    note("draw_nonce_fixed", draw, actor, nonce=fixed, source=draw.nonce_source)


def settle(draw: Draw, actor: Actor) -> None:
    """Publish the secret of a locked draw, compute its result and do what follows from it.

    Raises Refused DRAW-FINISHED, DRAW-NONCE-OPEN, DRAW-ORDER.
    """
    chain = DrawChain.objects.select_for_update(no_key=True).get(pk=draw.chain_id)
    check_reveal(draw.draw_no, Status(draw.status), unfinished_before(draw))
    secret = secret_of(chain, draw.draw_no)
    bundle = result_bundle(json.loads(draw.snapshot), anchor=chain.anchor, reveal=secret, nonce=draw.nonce)
    draw.status, draw.revealed_at = Status.RESULT.value, actor.at
    draw.reveal, draw.seed = bundle["reveal"], bundle["seed"]
    draw.total_weight, draw.counter, draw.x = bundle["total_weight"], bundle["counter"], bundle["x"]
    told = {"winner": bundle["winner"]} | _take(draw, bundle["winner"])
    draw.save(update_fields=REVEALED)
    note("draw_revealed", draw, actor, **told)
    kind_of(draw).settled(draw, actor)


def _take(draw: Draw, drawn: str) -> dict[str, str]:
    """Put what was drawn on its draw; the name of a judge goes to the trail with it."""
    if draw.purpose != Purpose.HANDLER.value:
        draw.picked = drawn
        return {}
    draw.winner = Person.objects.get(pk=UUID(drawn))
    return {"name": draw.winner.name}


def lock_row(draw_id: UUID) -> Draw:
    """A draw with its row locked, after what it is for."""
    draw = Draw.objects.select_related("chain").get(pk=draw_id)
    kind_of(draw).lock(draw)
    rows = Draw.objects.select_for_update(of=("self",), no_key=True).select_related("case__handling", "chain")
    return rows.get(pk=draw_id)
