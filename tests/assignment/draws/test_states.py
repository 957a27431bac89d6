"""The life of a draw, and each refusal on the way with a worked example."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from assignment.draws import domain
from assignment.draws.domain import Status
from assignment.pools.domain import PoolJudge, roster
from courts.refusals.domain import RefusalRule, Refused, phrase
from courts.rulebook.domain import build_table
from tests.assignment.draws import test_refusals

COMMITTED_AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
RULES = yaml.safe_load(Path(domain.__file__).parents[1].joinpath("rules.yaml").read_text(encoding="utf-8"))
REFUSALS = build_table(RefusalRule, RULES["refusals"], source="refusals")
PROBLEMS = build_table(domain.ProblemRule, RULES["problems"], source="problems")


def test_a_draw_moves_only_forward():
    allowed = {(a, b) for a in Status for b in Status if b in domain.TRANSITIONS[a]}
    assert allowed == {
        (Status.COMMITTED, Status.NONCE_FIXED),
        (Status.COMMITTED, Status.VOID),
        (Status.NONCE_FIXED, Status.RESULT),
        (Status.NONCE_FIXED, Status.VOID),
    }
    for current, to in allowed:
        assert domain.advance(current, to) is to


def _nonce(text: str, status: Status = Status.COMMITTED, after: int = 0) -> str:
    now = COMMITTED_AT + timedelta(seconds=after)
    return domain.fix_nonce(text, status=status, committed_at=COMMITTED_AT, now=now, minutes=30)


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("31415926", 0, "31415926"),
        (" ０１２\u3000", 1800, "012"),
        ("9" * 32, 5, "9" * 32),
        ("", 9999, ""),
        ("  ", 0, ""),
    ],
)
def test_a_nonce_is_digits_or_empty_and_an_empty_one_is_never_late(text, after, expected):
    assert _nonce(text, after=after) == expected


def _void(
    status: Status = Status.COMMITTED,
    approvers: tuple[str, ...] = ("P1", "P2"),
    reason: str = "错案号",
    revealed: int | None = None,
) -> None:
    domain.check_void(
        3,
        status,
        [(1, Status.RESULT), (2, Status.NONCE_FIXED)],
        revealed=revealed,
        approvers=approvers,
        reason=reason,
    )


def _start(**changes: object) -> None:
    domain.check_startable(**({"case": "甲案", "accepted": True, "covered": True} | changes))


LEAVE_ONLY = roster([PoolJudge(id="J1", load=0, excluded="LEAVE", excluded_by="P1")])
REFUSED = {
    "DRAW-NOT-OPEN": lambda court: _start(accepted=False, handler="林静"),
    "DRAW-HAS-HANDLER": lambda court: _start(handler="林静"),
    "DRAW-UNFINISHED": lambda court: _start(unfinished=7),
    "DRAW-NO-POOL": lambda court: _start(covered=False),
    "DRAW-POOL-EMPTY": lambda court: court.snapshot(roster=LEAVE_ONLY),
    "DRAW-NO-ANCHOR": lambda court: domain.next_number(last=0, length=5, anchor_published=False),
    "DRAW-CHAIN-EXHAUSTED": lambda court: domain.next_number(last=5, length=5, anchor_published=True),
    "DRAW-NONCE-FORMAT": lambda court: _nonce("12a"),
    "DRAW-NONCE-LATE": lambda court: _nonce("1", after=1801),
    "DRAW-NONCE-FIXED": lambda court: _nonce("1", status=Status.NONCE_FIXED),
    "DRAW-NONCE-OPEN": lambda court: domain.check_reveal(1, Status.COMMITTED, []),
    "DRAW-ORDER": lambda court: domain.check_reveal(
        3, Status.NONCE_FIXED, [(1, Status.COMMITTED), (2, Status.VOID)]
    ),
    "DRAW-FINISHED": lambda court: _void(status=Status.RESULT),
    "DRAW-VOID-APPROVERS": lambda court: _void(approvers=("P1", "P1", "")),
    "DRAW-VOID-REASON": lambda court: _void(reason=" "),
    "DRAW-VOID-KNOWN": lambda court: _void(revealed=5),
}


def test_every_refusal_has_its_worked_example():
    """Here, or through the services where they alone can meet it."""
    met = {code for code, _prepare in test_refusals.REFUSED}
    assert {rule.code for rule in REFUSALS} <= set(REFUSED) | met


@pytest.mark.parametrize("code", REFUSED)
def test_each_refusal_with_its_sentence(code, court):
    with pytest.raises(Refused) as refused:
        REFUSED[code](court)
    assert refused.value.code == code
    for language in ("zh", "en"):
        said = phrase(REFUSALS.latest(code), refused.value.params, language)
        assert said.article and said.next_step and "—" not in said.detail + said.next_step


@pytest.mark.parametrize("text", ["9" * 33, "-1", "1 2", "٣", "²", "0x1"])
def test_nonces_that_are_not_digits_are_refused(text):
    with pytest.raises(Refused, match="DRAW-NONCE-FORMAT"):
        _nonce(text)


def test_what_is_allowed_passes():
    _start()
    _void()
    domain.check_reveal(
        3, Status.NONCE_FIXED, [(1, Status.RESULT), (2, Status.NONCE_FIXED), (4, Status.COMMITTED)]
    )
    assert domain.next_number(last=4, length=5, anchor_published=True) == 5


@pytest.mark.parametrize("problem", [rule.code for rule in PROBLEMS])
def test_each_finding_reads_as_a_sentence(problem):
    for language in ("zh-hans", "en"):
        said = domain.describe(domain.Problem(problem, 7, "xyz"), PROBLEMS, language)
        assert "7" in said and "xyz" in said
