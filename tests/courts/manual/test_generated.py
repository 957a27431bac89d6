"""The pages of the documentation that are written from the rules: up to date, and whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from courts.manual import selectors, services
from courts.manual.domain import refusals_page, rules_page
from courts.refusals.domain import RefusalRule
from courts.refusals.selectors import catalogue
from courts.rulebook.domain import Rule, RuleTable
from courts.rulebook.selectors import declared, load_declared

DAY = date(2024, 1, 1)


def test_the_files_say_what_the_rules_say() -> None:
    assert selectors.stale() == [], "manage.py write_docs"


def test_every_refusal_stands_in_its_page_in_both_languages() -> None:
    text = selectors.generated()[selectors.GENERATED / "refusals.md"]
    for rule in catalogue():
        assert f"| `{rule.code}`<br>{rule.zh}<br>{rule.en}<br>" in text


def test_every_section_of_the_rules_is_named_and_cited_rows_stand_in_full() -> None:
    text = selectors.generated()[selectors.GENERATED / "rules.md"]
    for (noun, section), table in load_declared().items():
        if declared()[noun, section] is RefusalRule:
            continue
        heading, entry = f"## `{noun}` {section}\n", f"| `{noun}/rules.yaml` | {section} | "
        assert (heading in text) != (entry in text), (noun, section)
        if heading in text:
            assert all(f"| `{rule.code}` | " in text for rule in table)


@dataclass(frozen=True, kw_only=True)
class Term(Rule):
    """How long something may take.

    A second paragraph that the page leaves out.
    """

    days: int = 7
    causes: tuple[str, ...] = ()


def test_a_row_says_what_is_its_own_and_how_sure_it_is() -> None:
    rows = [
        Term(code="A", zh="甲", en="a|b", article="某法第一条", valid_from=DAY, days=3, causes=("x", "y")),
        Term(code="B", zh="乙", en="b", valid_from=DAY, valid_to=date(2025, 1, 1), confidence="likely"),
    ]
    text = rules_page({("courts/x", "terms"): RuleTable(rows)}, {("courts/x", "terms"): Term})
    assert "## `courts/x` terms\n\nHow long something may take. 2 rows.\n" in text
    assert "| `A` | 甲<br>a\\|b | days: 3<br>causes: x, y | 某法第一条 | 2024-01-01 – |" in text
    assert "| `B` | 乙<br>b |  | <br>较有把握 likely | 2024-01-01 – 2025-01-01 |" in text


def test_words_and_long_lists_are_named_by_number() -> None:
    words = RuleTable([Term(code="A", zh="甲", en="a", valid_from=DAY)])
    long = RuleTable([Term(code=f"C{n}", zh="甲", en="a", article="x", valid_from=DAY) for n in range(301)])
    kinds = {("courts/x", "words"): Term, ("courts/x", "long"): Term}
    text = rules_page({("courts/x", "words"): words, ("courts/x", "long"): long}, kinds)
    assert "| `courts/x/rules.yaml` | words | 1 | How long something may take. |" in text
    assert "| `courts/x/rules.yaml` | long | 301 | How long something may take. |" in text
    assert "`C7`" not in text


def test_matters_stand_in_their_order() -> None:
    text = refusals_page([("b/b", "乙"), ("a/a", "甲")], {"a/a": RuleTable([]), "b/b": RuleTable([])})
    assert text.index("## 乙 · `b/b`") < text.index("## 甲 · `a/a`")


def test_the_command_writes_what_is_stale_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "DOCS", tmp_path)
    monkeypatch.setattr(selectors, "GENERATED", tmp_path / "generated")
    with pytest.raises(SystemExit, match="1"):
        call_command("write_docs", "--check", stdout=StringIO())
    assert not (tmp_path / "generated").exists()
    assert [path.name for path in services.write_docs()] == ["refusals.md", "rules.md"]
    (tmp_path / "generated" / "rules.md").write_text("old", encoding="utf-8")
    said = StringIO()
    call_command("write_docs", stdout=said)
    assert said.getvalue() == f"{tmp_path.name}/generated/rules.md\n"
    call_command("write_docs", "--check", stdout=StringIO())
