"""The secret chains: made, encrypted, published before the first draw."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings

from assignment.draws.domain import Purpose, anchor
from assignment.draws.domain.protocol import hash_times
from assignment.draws.models import DrawChain
from assignment.pools.models import Pool
from assignment.pools.selectors import setting
from courts.actors.domain import Actor
from courts.outbox.services import post
from courts.places.models import Court
from courts.reads.selectors import Read, Rows
from courts.trail.services import record, recorded

CHECKPOINT = 500
AHEAD = timedelta(days=14)
"""So long before a year begins its anchors are published."""
PUBLISHED = "draw_chain_published"


def ensure_chain(court: Court, *, year: int, actor: Actor, purpose: Purpose = Purpose.HANDLER) -> DrawChain:
    """The court's chain for a purpose and year that still has numbers; made and published when there is none.

    Runs in a transaction of its own before any draw, so that the anchor is on the
    trail, with its time, before the first snapshot that uses it.
    """
    found = _latest(court, purpose, year)
    if found is not None and found.last_no < found.length:
        return found
    with recorded():
        Court.objects.select_for_update(no_key=True).get(pk=court.pk)
        found = _latest(court, purpose, year)
        if found is not None and found.last_no < found.length:
            return found
        return _publish(court, purpose, year, part=(found.part + 1) if found else 1, actor=actor)


def publish_ahead(day: date, at: datetime) -> None:
    """Nightly: the anchors of the coming year, two weeks before it begins.

    For every purpose that a court draws for this year, and for judges wherever there is a pool; a chain
    nobody thought of is published just before its first draw.
    """
    year = (day + AHEAD).year
    if year == day.year:
        return
    drawn = DrawChain.objects.filter(year=day.year, purpose__in=[purpose.value for purpose in Purpose])
    wanted = set(drawn.values_list("court_id", "purpose"))
    wanted |= {(pk, Purpose.HANDLER.value) for pk in Pool.objects.values_list("court_id", flat=True)}
    courts = Court.objects.in_bulk({court_id for court_id, _purpose in wanted})
    for court_id, purpose in sorted(wanted):
        ensure_chain(courts[court_id], year=year, actor=Actor(at=at, label="系统"), purpose=Purpose(purpose))


def lock_chain(chain: DrawChain) -> DrawChain:
    """Lock the chain a draw is to use; when others have used it up meanwhile, the part that follows it."""
    rows = DrawChain.objects.select_for_update(no_key=True)
    locked: DrawChain = _CHAIN.all(chain=chain.pk)[0]
    while locked.last_no >= locked.length:
        following = rows.filter(
            court_id=chain.court_id, purpose=chain.purpose, year=chain.year, part=locked.part + 1
        ).first()
        if following is None:
            break
        locked = following
    return locked


def announce_next(chain: DrawChain, actor: Actor) -> DrawChain:
    """Publish the part that follows a chain; its anchor stands in the snapshot of the chain's last draw."""
    return _publish(chain.court, Purpose(chain.purpose), chain.year, part=chain.part + 1, actor=actor)


def _latest(court: Court, purpose: Purpose, year: int) -> DrawChain | None:
    found: DrawChain | None = _PARTS.first(court_id=court.pk, purpose=purpose.value, year=year)
    if found is not None:
        found.court = court
    return found


def _parts(court_id: int, purpose: str, year: int) -> Rows:
    return DrawChain.objects.filter(court_id=court_id, purpose=purpose, year=year).order_by("-part")[:1]


_PARTS = Read(_parts, court_id=int, purpose=str, year=int)
_CHAIN = Read(lambda chain: DrawChain.objects.select_for_update(no_key=True).filter(pk=chain), chain=int)


def _publish(court: Court, purpose: Purpose, year: int, *, part: int, actor: Actor) -> DrawChain:
    tail, length = secrets.token_bytes(32), setting("CHAIN_LENGTH")
    chain = DrawChain.objects.create(
        court=court,
        purpose=purpose.value,
        year=year,
        part=part,
        anchor=anchor(tail, length).hex(),
        tail_cipher=Fernet(settings.COURT_FIELD_KEY).encrypt(tail),
        length=length,
        published_at=actor.at,
    )
    record(
        PUBLISHED,
        court_id=court.pk,
        actor=actor,
        noun="draw_chain",
        object_id=chain.pk,
        data={"purpose": purpose.value, "year": year, "part": part, "anchor": chain.anchor, "length": length},
    )
    post(PUBLISHED, {"chain": chain.pk}, court_id=court.pk, at=actor.at)
    return chain


def secret_of(chain: DrawChain, draw_no: int) -> str:
    """The reveal of a draw number as hex; called only when the order rule allows it to be known."""
    steps = chain.length - draw_no
    start = _checkpoints(chain.pk, bytes(chain.tail_cipher), chain.length)[steps // CHECKPOINT]
    return hash_times(start, steps % CHECKPOINT).hex()


@lru_cache(maxsize=256)
def _checkpoints(chain_id: int, cipher: bytes, length: int) -> tuple[bytes, ...]:
    tail = Fernet(settings.COURT_FIELD_KEY).decrypt(cipher)
    points = [tail]
    for _ in range(length // CHECKPOINT):
        points.append(hash_times(points[-1], CHECKPOINT))
    return tuple(points)
