"""The scripts that repeat a rule in the browser agree with the server's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assignment.draws.domain import protocol
from courts.templatetags.amounts import capital_amount, format_fen, parse_amount
from tests.assignment.draws.conftest import DrawCourt

SCRIPTS = Path(__file__).resolve().parents[3] / "static/js"
ORIGIN = "http://localhost/"
FENS = [0, 1, 50, 107, 140950, 10700053, 10070000, 126840000, 10000500000, 100000001000000, 10**18 - 1]
TYPED = [
    "1,234.56",
    "12.5万",
    "１２．５万元",
    "¥ 3千万",
    "1.2亿",
    "0.000001万",
    "1.234",
    "-1",
    "十二万",
    "",
    "9" * 18,
]


@pytest.fixture(scope="module")
def module_page(browser: Any) -> Iterator[Any]:
    """A blank page that can import the project's modules; nothing is asked of any server."""

    def answer(route: Any) -> None:
        name = route.request.url.removeprefix(ORIGIN)
        if name:
            route.fulfill(path=SCRIPTS / name, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>modules</title>", content_type="text/html")

    opened = browser.new_page()
    opened.route("**/*", answer)
    opened.goto(ORIGIN)
    yield opened
    opened.close()


def test_amounts_are_said_alike(module_page: Any) -> None:
    said = module_page.evaluate(
        """async (fens) => {
            const { capitalAmount, formatFen } = await import("/amount.js");
            return fens.map((fen) => [formatFen(BigInt(fen)), capitalAmount(BigInt(fen))]);
        }""",
        [str(fen) for fen in FENS],
    )
    assert said == [[format_fen(fen), capital_amount(fen)] for fen in FENS]


def test_amounts_are_read_alike(module_page: Any) -> None:
    def read(text: str) -> str | None:
        try:
            return str(parse_amount(text))
        except ValueError:
            return None

    found = module_page.evaluate(
        """async (typed) => {
            const { parseAmount } = await import("/amount.js");
            return typed.map((text) => parseAmount(text)?.toString() ?? null);
        }""",
        TYPED,
    )
    assert found == [read(text) for text in TYPED]


def bundle() -> dict[str, Any]:
    """The published vector of cf-draw/1 with a name outside ASCII and a rare character."""
    row = {"eligible": True, "reason": "", "load": 0, "share": 100, "reentry_load": 0}
    snapshot = {
        "alg": "cf-draw/1",
        "attempt": 1,
        "band": 500,
        "case": "（2026）吉0621民初1号",
        "court": "220621",
        "draw_no": 2,
        "pool": '民事审判庭 𠮷\n"',
        "prev_draw": "ab" * 32,
        "roster": [
            {**row, "id": "J001", "weight": 501},
            {**row, "id": "J002", "weight": 301, "load": 200},
            {**row, "id": "J003", "weight": 0, "eligible": False, "reason": "LEAVE"},
            {**row, "id": "J004", "weight": 100, "load": 900, "share": 50, "reentry_load": 300},
        ],
    }
    snapshot["roster"][3] |= {"load": 300, "weight": 100}
    tail = protocol.sha256(b"example chain end")
    digest, secret = protocol.snapshot_hash(snapshot), protocol.reveal(tail, 5, 2)
    seed = protocol.seed(digest, secret, "31415926")
    pick = protocol.pick(snapshot["roster"], seed)
    return {
        "snapshot": snapshot,
        "snapshot_hash": digest.hex(),
        "reveal": secret.hex(),
        "anchor": protocol.anchor(tail, 5).hex(),
        "draw_no": 2,
        "nonce": "31415926",
        "beacon": "",
        "seed": seed.hex(),
        "total_weight": pick.total_weight,
        "counter": pick.counter,
        "x": pick.x,
        "winner": pick.winner,
        "status": "result",
    }


CHECK = 'async (bundle) => (await import("/cf-draw.js")).check(bundle)'


def failing(module_page: Any, changed: dict[str, Any]) -> set[str]:
    found = module_page.evaluate(CHECK, changed)
    return {name for name, result in found.items() if not result["ok"]}


def test_a_sound_draw_passes_every_check(module_page: Any) -> None:
    found = module_page.evaluate(CHECK, bundle())
    assert set(found) == {"commitment", "number", "roster", "weights", "secret", "seed", "pick"}
    assert failing(module_page, bundle()) == set()


@pytest.mark.parametrize(
    ("change", "fails"),
    [
        ({"winner": "J999"}, "pick"),
        ({"counter": 99}, "pick"),
        ({"nonce": "31415927"}, "seed"),
        ({"seed": "00" * 32}, "seed"),
        ({"anchor": "00" * 32}, "secret"),
        ({"reveal": "00" * 32}, "secret"),
        ({"snapshot_hash": "00" * 32}, "commitment"),
    ],
)
def test_a_changed_bundle_fails_where_it_was_changed(
    module_page: Any, change: dict[str, Any], fails: str
) -> None:
    assert fails in failing(module_page, bundle() | change)


def test_a_changed_roster_breaks_commitment_and_weights(module_page: Any) -> None:
    changed = bundle()
    changed["snapshot"]["roster"][1]["weight"] += 1
    assert {"commitment", "weights", "seed"} <= failing(module_page, changed)
    changed = bundle()
    changed["snapshot"]["roster"][2]["reason"] = ""
    assert {"commitment", "roster"} <= failing(module_page, changed)


def test_a_void_draw_has_no_seed_and_no_pick(module_page: Any) -> None:
    void = bundle() | {"status": "void", "seed": None, "winner": None, "counter": None, "x": None}
    assert "pick" not in module_page.evaluate(CHECK, void)
    assert failing(module_page, void) == set()
    assert failing(module_page, void | {"winner": "J001"}) == {"nobody"}


SERIES = """async ({ bundles, anchor }) => {
    const asked = { court: "220621", purpose: "handler", year: 2026 };
    const found = await (await import("/cf-series.js")).checkSeries({ bundles }, [anchor], asked);
    return Object.keys(found).filter((name) => found[name].length);
}"""


def _series() -> DrawCourt:
    """Four draws: a result, a void one, the same case again, and one that waits for its number."""
    court = DrawCourt()
    court.draw(case="甲案")
    court.void(case="乙案")
    court.draw(case="乙案", attempt=2)
    court.commit(case="丙案")
    return court


@pytest.mark.parametrize(
    ("change", "fails"),
    [
        (lambda found: None, set()),
        (lambda found: found.pop(1), {"numbers"}),
        (lambda found: found[0].update(winner="J999"), {"each"}),
        (lambda found: found[2].update(reveal="0" * 64), {"each", "secrets"}),
        (lambda found: found[2]["snapshot"].update(prev_draw="0" * 64), {"each", "links"}),
        (lambda found: found[1].update(status="committed", reveal=None), {"order", "attempts"}),
        (lambda found: found[0]["snapshot"].update(next_anchor="a" * 64), {"each", "links", "heir"}),
        (lambda found: found[3].update(anchor="a" * 64), {"numbers", "anchor"}),
        (
            lambda found: found[2].update(snapshot={"case": "乙案", "attempt": 2}),
            {"each", "chain", "links"},
        ),
    ],
)
def test_a_series_is_checked_as_a_whole(module_page: Any, change: Any, fails: set[str]) -> None:
    court = _series()
    change(court.bundles)
    given = {"bundles": court.bundles, "anchor": court.anchor}
    assert set(module_page.evaluate(SERIES, given)) == fails
