"""Rule files as they lie on disk: read strictly, every section declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from courts.rulebook import selectors
from courts.rulebook.domain import Rule, RuleError

GOOD = "terms:\n  - {code: A, zh: 甲, en: a, valid_from: 2020-01-01}\n"
Write = Callable[[str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """``write(text)`` puts a rule file of the noun ``courts/x`` in place of the real ones."""
    caches = (selectors.read_file, selectors.load, selectors.fingerprint)
    monkeypatch.setattr(selectors, "ROOT", tmp_path)
    monkeypatch.setattr(selectors, "_SECTIONS", {})
    monkeypatch.setattr(selectors, "_AGREEMENTS", [])
    (tmp_path / "courts/x").mkdir(parents=True)

    def put(text: str) -> None:
        (tmp_path / "courts/x/rules.yaml").write_text(text, encoding="utf-8")
        for cached in caches:
            cached.cache_clear()

    yield put
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


def test_a_file_is_read_once_and_typed(write: Write) -> None:
    write(GOOD)
    table = selectors.load("courts/x", "terms", Rule)
    assert table.latest("A").zh == "甲"
    assert selectors.load("courts/x", "terms", Rule) is table


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("terms:\n  - {code: A, zh: 甲, zh: 乙, en: a, valid_from: 2020-01-01}\n", "'zh' is given twice"),
        (GOOD + GOOD, "'terms' is given twice"),
        ("- A\n", "a mapping of sections"),
        ("", "a mapping of sections"),
        ("other: []\n", "no section terms"),
        ("terms: {A: 1}\n", "a section is a list of rows"),
    ],
)
def test_a_bad_file_is_turned_down(write: Write, text: str, words: str) -> None:
    write(text)
    with pytest.raises(RuleError, match=words):
        selectors.load("courts/x", "terms", Rule)


@pytest.mark.parametrize(
    "text",
    ["terms: [\n", "terms:\n  - {code: !!python/object/apply:os.getcwd []}\n", "terms:\n  - {[A]: 1}\n"],
    ids=["broken", "code in the file", "a list for a key"],
)
def test_what_is_no_plain_yaml_is_turned_down(write: Write, text: str) -> None:
    write(text)
    with pytest.raises(RuleError, match=r"courts/x/rules\.yaml"):
        selectors.read_file("courts/x")


def test_load_declared_finds_the_section_nobody_declared(write: Write) -> None:
    write(GOOD + "more:\n  - {code: B, zh: 乙, en: b, valid_from: 2020-01-01}\n")
    selectors.declare("courts/x", "terms", Rule)
    with pytest.raises(RuleError, match="section more has no schema"):
        selectors.load_declared()
    selectors.declare("courts/x", "more", Rule)
    assert set(selectors.load_declared()) == {("courts/x", "terms"), ("courts/x", "more")}


def test_load_declared_finds_the_section_that_is_missing(write: Write) -> None:
    write(GOOD)
    selectors.declare("courts/x", "terms", Rule)
    selectors.declare("courts/x", "more", Rule)
    with pytest.raises(RuleError, match="no section more"):
        selectors.load_declared()


def test_tables_that_do_not_agree_are_turned_down(write: Write) -> None:
    def disagree() -> None:
        raise RuleError("terms and more do not agree")

    write(GOOD)
    selectors.declare("courts/x", "terms", Rule)
    for _ in range(2):
        selectors.agree(disagree)
    assert [disagree] == selectors._AGREEMENTS
    with pytest.raises(RuleError, match="do not agree"):
        selectors.load_declared()


def test_a_fingerprint_names_the_exact_file(write: Write) -> None:
    write(GOOD)
    first = selectors.fingerprint("courts/x")
    write(GOOD + "# a remark\n")
    assert selectors.fingerprint("courts/x") != first
    write(GOOD)
    assert selectors.fingerprint("courts/x") == first
    assert len(first) == 16


def test_every_real_file_loads_and_says_where_its_law_is_from() -> None:
    tables = selectors.load_declared()
    assert len(tables) > 20
    rows = [(place, row) for place, table in tables.items() for row in table]
    assert not [(place, row.code) for place, row in rows if not row.zh.strip() or not row.en.strip()]
    uncited = {
        f"{noun} {row.code}" for (noun, section), row in rows if section == "refusals" and not row.article
    }
    assert uncited == set(), "a refusal cites its law"
