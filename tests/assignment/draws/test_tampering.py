"""What somebody with the database in hand may change, and that ``verify_draws`` finds it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from assignment.draws.domain import canonical_json, snapshot_hash
from assignment.draws.models import Draw, DrawChain
from tests.assignment.draws.bench import commit, finished, stored
from tests.builders import CourtHouse, court_with_people
from tests.kit.kept import each_afresh, kept  # noqa: F401


def make() -> CourtHouse:
    """A court with three draws done and one waiting for its number."""
    house = court_with_people()
    for text in ("1", "22", "333"):
        finished(house, text)
    commit(house)
    return house


house = kept(make)


def verify_draws(*options: str) -> str:
    """Everything the command says; raises CommandError, which ends the process with 1."""
    out = io.StringIO()
    try:
        call_command("verify_draws", *options, stdout=out)
    except CommandError as error:
        assert error.returncode == 1
        raise CommandError(out.getvalue() + str(error)) from None
    return out.getvalue()


def other_judge(draw: Draw, house: CourtHouse) -> Any:
    return next(judge for judge in house.judges if judge.pk != draw.winner_id)


def rewrite(draw: Draw, *, rehash: bool, **changes: Any) -> None:
    """Another snapshot in place of the committed one, with its hash or without."""
    snapshot = {**json.loads(draw.snapshot), **changes}
    values = {"snapshot": canonical_json(snapshot).decode()}
    if rehash:
        values["snapshot_hash"] = snapshot_hash(snapshot).hex()
    Draw.objects.filter(pk=draw.pk).update(**values)


def heavier(draw: Draw) -> list[dict[str, Any]]:
    rows = json.loads(draw.snapshot)["roster"]
    return [{**row, "weight": row["weight"] - 1} for row in rows]


def shift(column: str) -> Any:
    return lambda draw, house: Draw.objects.filter(pk=draw.pk).update(**{column: F(column) + 1})


def put(**values: Any) -> Any:
    return lambda draw, house: Draw.objects.filter(pk=draw.pk).update(**values)


TAMPERING = {
    "another winner": lambda d, h: Draw.objects.filter(pk=d.pk).update(winner=other_judge(d, h)),
    "another nonce": put(nonce="9"),
    "a nonce that is none": put(nonce="x"),
    "another seed": put(seed="0" * 64),
    "another reveal": put(reveal="1" * 64),
    "another x": shift("x"),
    "another counter": shift("counter"),
    "another total": shift("total_weight"),
    "another hash": put(snapshot_hash="a" * 64),
    "made void": put(status="void", winner=None, total_weight=None, counter=None, x=None, seed=""),
    "opened again": put(status="committed"),
    "another case": lambda d, h: rewrite(d, rehash=False, case="（2026）吉0621民初99号"),
    "other weights": lambda d, h: rewrite(d, rehash=True, roster=heavier(d)),
    "a judge left out": lambda d, h: rewrite(d, rehash=True, roster=json.loads(d.snapshot)["roster"][1:]),
    "another attempt": lambda d, h: rewrite(d, rehash=True, attempt=2),
    "no snapshot": put(snapshot="garbage"),
    "half a snapshot": put(snapshot="{}"),
    "a snapshot that is a list": put(snapshot="[]"),
    "another number": put(draw_no=40),
    "deleted": lambda d, h: Draw.objects.filter(pk=d.pk).delete(),
}


def test_what_nobody_touched_checks_out(house: CourtHouse) -> None:
    said = verify_draws()
    assert "220621 handler 2026: 4 次抽取，0 处不符" in said
    assert verify_draws("--court", "220621") == verify_draws("--court", "吉0621") == said


@pytest.mark.parametrize("number", [2, 3])
@pytest.mark.parametrize("name", TAMPERING)
def test_a_changed_row_is_found(house: CourtHouse, name: str, number: int) -> None:
    draw = Draw.objects.get(draw_no=number)
    TAMPERING[name](draw, house)
    with pytest.raises(CommandError, match="复核未通过"):
        verify_draws()


def test_the_report_names_draw_and_fault_in_words(house: CourtHouse) -> None:
    draw = Draw.objects.get(draw_no=2)
    Draw.objects.filter(pk=draw.pk).update(winner=other_judge(draw, house))
    with pytest.raises(CommandError) as error:
        verify_draws("--court", "220621")
    line = next(line for line in str(error.value).splitlines() if line.startswith("  "))
    assert "2" in line and "{" not in line


@pytest.mark.parametrize(("number", "text"), [(4, "4"), (3, "3-4")])
def test_draws_cut_off_at_the_end_are_missed(house: CourtHouse, number: int, text: str) -> None:
    Draw.objects.filter(draw_no__gte=number).delete()
    with pytest.raises(CommandError) as error:
        verify_draws()
    assert text in str(error.value)


def test_every_draw_deleted_is_missed_too(house: CourtHouse) -> None:
    Draw.objects.all().delete()
    with pytest.raises(CommandError):
        verify_draws()


def test_another_anchor_is_found(house: CourtHouse) -> None:
    DrawChain.objects.update(anchor="b" * 64)
    with pytest.raises(CommandError):
        verify_draws()


def test_an_open_draw_whose_roster_was_changed_is_found(house: CourtHouse) -> None:
    waiting = stored(Draw.objects.get(draw_no=4))
    rewrite(waiting, rehash=False, roster=heavier(waiting))
    with pytest.raises(CommandError):
        verify_draws()


def test_an_unknown_court_is_said(house: CourtHouse) -> None:
    with pytest.raises(CommandError, match="999999"):
        verify_draws("--court", "999999")
