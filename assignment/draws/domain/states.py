"""The life of a draw: committed, nonce fixed, then result or void; and what is refused on the way.

    COMMITTED ──> NONCE_FIXED ──> RESULT
        └──────────────┴────────> VOID

The order rule: reveal n hashes to reveal n-1, n-2 and so on, so revealing a draw
gives away every earlier secret. No draw is revealed, as result or as void, while
any earlier draw of its chain still waits for a nonce: whoever owes it could
compute the outcome and choose it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from courts.refusals.domain import Refused

VOID_APPROVERS = 2
_NONCE = re.compile(r"[0-9]{1,32}")
_FULL_WIDTH = {ord("0") + 0xFEE0 + digit: ord("0") + digit for digit in range(10)}


class Status(StrEnum):
    """Where a draw stands; the values stand in bundles. Every committed draw ends as a result or void."""

    COMMITTED = "committed"
    NONCE_FIXED = "nonce_fixed"
    RESULT = "result"
    VOID = "void"

    @property
    def finished(self) -> bool:
        return self in (Status.RESULT, Status.VOID)


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.COMMITTED: frozenset({Status.NONCE_FIXED, Status.VOID}),
    Status.NONCE_FIXED: frozenset({Status.RESULT, Status.VOID}),
    Status.RESULT: frozenset(),
    Status.VOID: frozenset(),
}


def advance(current: Status, to: Status) -> Status:
    """The next status. Raises Refused DRAW-FINISHED, DRAW-NONCE-OPEN or DRAW-NONCE-FIXED."""
    if to in TRANSITIONS[current]:
        return to
    if current.finished:
        raise Refused("DRAW-FINISHED", status=current.value)
    raise Refused("DRAW-NONCE-OPEN" if current is Status.COMMITTED else "DRAW-NONCE-FIXED")


def check_startable(
    *, case: str, accepted: bool, handler: str = "", unfinished: int | None = None, covered: bool
) -> None:
    """Whether a case may be drawn at all; the arguments are what the court knows of it.

    ``handler`` is the name of the handling judge it already has, ``unfinished`` the
    number of a draw of this case that is still open, empty or None where there is none;
    ``covered`` whether a pool covers it. Raises Refused DRAW-NOT-OPEN,
    DRAW-HAS-HANDLER, DRAW-UNFINISHED or DRAW-NO-POOL, in this order.
    """
    if not accepted:
        raise Refused("DRAW-NOT-OPEN", case=case)
    if handler:
        raise Refused("DRAW-HAS-HANDLER", case=case, handler=handler)
    if unfinished is not None:
        raise Refused("DRAW-UNFINISHED", case=case, draw_no=unfinished)
    if not covered:
        raise Refused("DRAW-NO-POOL", case=case)


def next_number(*, last: int, length: int, anchor_published: bool) -> int:
    """The number of a chain's next draw after ``last`` (0: none yet); void draws count.

    Raises Refused DRAW-NO-ANCHOR or DRAW-CHAIN-EXHAUSTED.
    """
    if not anchor_published:
        raise Refused("DRAW-NO-ANCHOR")
    if last >= length:
        raise Refused("DRAW-CHAIN-EXHAUSTED", length=length)
    return last + 1


def nonce_window_over(committed_at: datetime, now: datetime, minutes: int) -> bool:
    """Whether the time to give a nonce has passed; the draw then goes on with an empty one."""
    return now > committed_at + timedelta(minutes=minutes)


def fix_nonce(text: str, *, status: Status, committed_at: datetime, now: datetime, minutes: int) -> str:
    """The nonce as it will be hashed: ASCII digits, or empty where it was left empty.

    Full-width digits and blanks around them, as Chinese keyboards give them, are
    read as meant. Raises Refused DRAW-FINISHED, DRAW-NONCE-FIXED, DRAW-NONCE-LATE
    (an empty nonce is never late) or DRAW-NONCE-FORMAT.
    """
    advance(status, Status.NONCE_FIXED)
    if text.strip() and nonce_window_over(committed_at, now, minutes):
        raise Refused("DRAW-NONCE-LATE", minutes=minutes)
    return check_nonce(text)


def check_nonce(text: str) -> str:
    """What is hashed of a nonce as it was typed. Raises Refused DRAW-NONCE-FORMAT."""
    nonce = text.strip().translate(_FULL_WIDTH)
    return check_nonce_text(nonce) if nonce else ""


def check_nonce_text(nonce: str) -> str:
    """1 to 32 ASCII digits. Raises Refused DRAW-NONCE-FORMAT."""
    if not _NONCE.fullmatch(nonce):
        raise Refused("DRAW-NONCE-FORMAT", given=len(nonce))
    return nonce


def check_order(draw_no: int, others: Iterable[tuple[int, Status]]) -> None:
    """The order rule over (number, status) of the chain's draws. Raises Refused DRAW-ORDER."""
    waiting = sorted(number for number, status in others if number < draw_no and status is Status.COMMITTED)
    if waiting:
        raise Refused("DRAW-ORDER", draw_no=draw_no, waiting=waiting)


def check_reveal(draw_no: int, status: Status, others: Iterable[tuple[int, Status]]) -> None:
    """Whether draw ``draw_no`` may end as a result now.

    Raises Refused DRAW-FINISHED, DRAW-NONCE-OPEN or DRAW-ORDER.
    """
    advance(status, Status.RESULT)
    check_order(draw_no, others)


def check_unknown(draw_no: int, revealed: int | None) -> None:
    """Nothing is made void whose outcome can be computed already. Raises Refused DRAW-VOID-KNOWN."""
    if revealed is not None:
        raise Refused("DRAW-VOID-KNOWN", draw_no=draw_no, later=revealed)


def check_void(
    draw_no: int,
    status: Status,
    others: Iterable[tuple[int, Status]],
    *,
    revealed: int | None,
    approvers: Collection[str],
    reason: str,
) -> None:
    """Whether a draw may be made void: two different approvers, a reason, the order rule, nobody knowing.

    ``revealed`` is a later draw of the chain whose secret is out: with it anybody can
    compute how this draw ends, and a void would choose. Raises Refused DRAW-FINISHED,
    DRAW-VOID-APPROVERS, DRAW-VOID-REASON, DRAW-VOID-KNOWN or DRAW-ORDER.
    """
    advance(status, Status.VOID)
    if len({approver for approver in approvers if approver}) < VOID_APPROVERS:
        raise Refused("DRAW-VOID-APPROVERS", needed=VOID_APPROVERS)
    if not reason.strip():
        raise Refused("DRAW-VOID-REASON")
    check_unknown(draw_no, revealed)
    check_order(draw_no, others)
