"""The outsider's one file: runs alone, with nothing of the project, and finds what it should."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assignment.draws import domain

SOURCE = Path(domain.__file__).parents[1] / "verify_draw.py"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def verify(tmp_path: Path) -> Run:
    """Copy the file to an empty folder and run it there, isolated; bundles go in as files."""
    alone = tmp_path / "verify_draw.py"
    shutil.copy(SOURCE, alone)

    def run(*contents: Any, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        names = []
        for number, content in enumerate(contents):
            path = tmp_path / f"{number}.json"
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
            path.write_text(text, encoding="utf-8")
            names.append(path.name)
        command = [sys.executable, "-I", "-S", alone.name, *names, *options]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)

    return run


def passes(result: subprocess.CompletedProcess[str]) -> bool:
    assert result.stderr == ""
    assert ("VERIFIED" in result.stdout and "NOT VERIFIED" not in result.stdout) == (result.returncode == 0)
    return result.returncode == 0


def test_it_imports_only_the_standard_library():
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_one_bundle_in_plain_words(court, verify):
    court.void()
    result = verify(court.draw())
    assert passes(result)
    for words in ("复核通过", "重新抽取得到", "drawing again", "J004 未参加：LEAVE", court.anchor):
        assert words in result.stdout


def test_the_published_anchor_is_compared(court, verify):
    bundle = court.draw()
    assert passes(verify(bundle, options=("--anchor", court.anchor.upper())))
    result = verify(bundle, options=("--anchor", "a" * 64))
    assert not passes(result) and "锚事先公布" in result.stdout


def test_a_series_as_files_as_a_list_and_as_an_object(court, verify):
    court.draw(case="甲案")
    court.void(case="乙案")
    court.draw(case="乙案", attempt=2)
    court.commit(nonce="")
    court.commit()
    assert passes(verify(*court.bundles))
    assert passes(verify(court.bundles[::-1], options=("--anchor", court.anchor)))
    assert passes(verify({"bundles": court.bundles}))


def test_a_missing_number_shows_unless_only_some_are_at_hand(court, verify):
    for _ in range(4):
        court.draw()
    some = court.bundles[0], court.bundles[3]
    assert not passes(verify(*some))
    assert passes(verify(*some, options=("--partial",)))


def test_a_long_series_prints_only_what_does_not_agree(court, verify):
    for _ in range(25):
        court.draw()
    assert len(verify(court.bundles).stdout.splitlines()) < 12
    court.bundles[6] |= {"winner": "J005"}
    result = verify(court.bundles)
    assert not passes(result)
    assert "第 7 号抽签" in result.stdout and "第 8 号抽签" not in result.stdout


CHANGES = [
    ("snapshot_hash", "a" * 64),
    ("reveal", "a" * 64),
    ("anchor", "a" * 64),
    ("draw_no", 2),
    ("nonce", "31415927"),
    ("beacon", "00"),
    ("seed", "a" * 64),
    ("total_weight", 653),
    ("counter", 99),
    ("counter", False),
    ("x", 651),
    ("winner", "J005"),
    ("status", "void"),
    ("status", "committed"),
    ("status", None),
]


@pytest.mark.parametrize(("field", "value"), CHANGES)
def test_every_field_counts(court, verify, field, value):
    bundle = court.draw()
    assert not passes(verify(bundle | {field: value}))
    assert not passes(verify({name: kept for name, kept in bundle.items() if name != field}))


def test_a_bent_snapshot_shows(court, verify):
    bundle = court.draw()
    for key in bundle["snapshot"]:
        left = {name: kept for name, kept in bundle["snapshot"].items() if name != key}
        assert not passes(verify(bundle | {"snapshot": left})), key


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not json",
        "[]",
        "7",
        "{}",
        '{"a": 1, "a": 2}',
        '{"a": 1.5}',
        '{"a": NaN}',
        "[" * 100_000,
        '[{"status": []}]',
    ],
)
def test_what_cannot_be_read_is_said_so(verify, content):
    result = verify(content)
    assert not passes(result) and "cannot be read" in result.stdout


def test_a_file_that_is_not_there_is_said_so(verify):
    assert "读不懂" in verify(options=("nowhere.json",)).stdout


def _tampered_series(court: Any, heir: Any) -> dict[str, list[dict[str, Any]]]:
    """Series that are wrong only as a whole: each bundle by itself is in order."""
    court.commit(case="甲案")
    court.draw(case="乙案")
    waiting = list(court.bundles)
    court.bundles[:] = []
    court.draw(case="甲案")
    court.draw(case="甲案")
    attempts = list(court.bundles)
    court.bundles[1:] = []
    heir.draw(case="丙案")
    side = [*court.bundles, *heir.bundles]
    court.draw(case="乙案", next_anchor=heir.anchor)
    court.draw(case="丁案")
    return {"order": waiting, "attempts": attempts, "parallel": side, "heir": [*court.bundles, *heir.bundles]}


@pytest.mark.parametrize("kind", ["order", "attempts", "parallel", "heir"])
def test_the_two_checkers_agree_on_bent_series(court, new_court, verify, kind):
    heir = new_court(tail="another tail")
    series = _tampered_series(court, heir)[kind]
    assert all(domain.check_bundle(bundle) == [] for bundle in series)
    anchors = [court.anchor, heir.anchor]
    assert domain.check_series(series, anchors)
    assert not passes(verify(series))
    assert not passes(verify(series, options=("--anchor", anchors[0], "--anchor", anchors[1])))


def test_an_announced_chain_follows_the_old_one(court, new_court, verify):
    heir = new_court(tail="another tail")
    court.draw(case="甲案", next_anchor=heir.anchor)
    heir.draw(case="甲案", attempt=2)
    series = court.bundles + heir.bundles
    assert passes(verify(series, options=("--anchor", court.anchor)))
    assert not passes(verify(heir.bundles, options=("--anchor", court.anchor)))
