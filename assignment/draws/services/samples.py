"""Drawing samples: a batch of strata under consecutive numbers, with one nonce for all of them.

The caller is a service of the noun that samples: it holds the transaction, checks the
rights and has locked what is sampled. Its ``Kind`` says what a result does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assignment.draws.domain import check_nonce
from assignment.draws.models import Draw, DrawChain
from assignment.draws.services import acts
from assignment.draws.services.acts import Subject
from assignment.draws.services.chains import lock_chain
from courts.actors.domain import Actor


def commit_samples(subjects: Sequence[Subject], *, chain: DrawChain, actor: Actor) -> list[Draw]:
    """Commit every stratum before anything random is known of any; over the end of a chain into the next.

    Raises Refused DRAW-POOL-EMPTY for a stratum in which nothing can be drawn.
    """
    locked, draws = lock_chain(chain), []
    for subject in subjects:
        if locked.last_no >= locked.length:
            locked = lock_chain(locked)
        draws.append(acts.commit(subject, locked, actor))
    return draws


def fix_samples(draws: Iterable[Draw], *, nonce: str, actor: Actor, source: str, by: str = "") -> None:
    """Fix the nonce of each draw, in the order of their numbers; ``by`` names a witness.

    Raises Refused DRAW-NONCE-FORMAT (before any is fixed), DRAW-NONCE-FIXED, DRAW-NONCE-LATE, DRAW-FINISHED.
    """
    check_nonce(nonce)
    for draw in _in_order(draws):
        acts.fix(acts.lock_row(draw), nonce, actor, source, by)


def settle_samples(draws: Iterable[Draw], *, actor: Actor) -> None:
    """Reveal each draw, in the order of their numbers. Raises Refused DRAW-NONCE-OPEN, DRAW-ORDER."""
    for draw in _in_order(draws):
        acts.settle(acts.lock_row(draw), actor)


def _in_order(draws: Iterable[Draw]) -> list[Draw]:
    return sorted(draws, key=lambda draw: (draw.chain.year, draw.chain.part, draw.draw_no))
