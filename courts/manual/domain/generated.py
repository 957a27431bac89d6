"""Pages of the documentation written from the rules: what says no, what the law is taken to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any

from courts.refusals.domain import Level, RefusalRule, outline
from courts.rulebook.domain import Rule, RuleTable

Section = tuple[str, str]
Rows = tuple[Section, list[Rule]]
COMMON = frozenset(field.name for field in fields(Rule))
HEAD = "<!-- Written by `manage.py write_docs` from the rule files; do not edit. -->\n"
MOST_ROWS = 300
"""A section longer than this is a list to look up in the product, not to read through."""

LEVELS = {Level.REFUSE: "拦截 refused", Level.WARN: "提示 warned"}
CONFIDENCE = {"certain": "", "likely": "较有把握 likely", "unsure": "待核 unsure"}


def refusals_page(matters: Sequence[tuple[str, str]], tables: Mapping[str, RuleTable[RefusalRule]]) -> str:
    """``refusals.md``: every rule that says no or warns; ``matters`` are (noun, words) in order."""
    total = sum(len(table) for table in tables.values())
    lines = [HEAD, "# 拦截规则 · Refusals\n", *(line.format(total=total) for line in _ABOUT_REFUSALS), ""]
    for noun, words in matters:
        lines += [f"## {words} · `{noun}`\n", *_table(_REFUSAL_HEAD, map(_refusal, tables[noun])), ""]
    return "\n".join(lines)


_ABOUT_REFUSALS = (
    "{total} 条规则。登录后在 `/refusals/` 查询，接口为 `/api/v1/refusal-rules/`；",
    "「…」处显示具体案件的内容。\n",
    "{total} rules. Search them at `/refusals/` after logging in, or over REST at",
    "`/api/v1/refusal-rules/`; … stands where a case puts its own facts.",
)
_REFUSAL_HEAD = ("规则 rule", "什么情况 when", "下一步 next step", "依据 source")


def _refusal(rule: RefusalRule) -> tuple[str, ...]:
    zh, en = outline(rule, "zh"), outline(rule, "en")
    return (
        f"`{rule.code}`<br>{_two(zh.title, en.title)}<br>{LEVELS[rule.level]}",
        _two(zh.detail, en.detail),
        _two(zh.next_step, en.next_step),
        f"{_safe(rule.article)}<br>{_days(rule)}",
    )


def rules_page(tables: Mapping[Section, RuleTable[Any]], schemas: Mapping[Section, type[Rule]]) -> str:
    """``rules.md``: each section whose rows cite a source, row by row; the others by name and number."""
    cited: list[Rows] = []
    words: list[Rows] = []
    long: list[Rows] = []
    for key in sorted(tables):
        if schemas[key] is RefusalRule:
            continue
        rows = [row for rule in tables[key] for row in tables[key].versions(rule.code)]
        kind = long if len(rows) > MOST_ROWS else cited if any(row.article for row in rows) else words
        kind.append((key, rows))
    lines = [HEAD, "# 规则 · Rules\n", *_ABOUT_RULES, ""]
    for key, rows in cited:
        lines += [f"## `{key[0]}` {key[1]}\n", f"{_purpose(schemas[key])} {_number(rows)}.\n"]
        lines += [*_table(_RULE_HEAD, map(_rule, rows)), ""]
    for title, found in (("## 长表 · Long lists\n", long), ("## 用语 · Words that cite no source\n", words)):
        lines += [title, *_table(_SHORT_HEAD, (_short(key, rows, schemas[key]) for key, rows in found)), ""]
    return "\n".join(lines)


_ABOUT_RULES = (
    "法律是数据：每一行有代码、条文、施行日期和把握程度，写在各名词的 `rules.yaml` 里。",
    "案由、案件类型、审限规则和结案方式登录后在 `/reference/` 查询；",
    "拦截规则见 [refusals.md](refusals.md)。没有注明把握程度的，据条文原文。\n",
    "The law is data: each row has its code, source, days in force and how sure it is, in its noun's",
    "`rules.yaml`. Causes, case types, limit rules and ways of closing are looked up at `/reference/` after",
    "logging in; refusals stand in [refusals.md](refusals.md). A row that says nothing of sureness is read",
    "from the text of its source.",
)
_RULE_HEAD = ("代码 code", "名称 name", "内容 says", "依据 source", "施行 in force")
_SHORT_HEAD = ("文件 file", "section", "行 rows", "内容 what")


def _rule(rule: Rule) -> tuple[str, ...]:
    sure = CONFIDENCE[rule.confidence]
    said = "<br>".join(f"{name}: {_safe(value)}" for name, value in _own(rule))
    return (
        f"`{rule.code}`",
        _two(rule.zh, rule.en),
        said,
        _safe(rule.article) + (f"<br>{sure}" if sure else ""),
        _days(rule),
    )


def _short(key: Section, rows: Sequence[Rule], schema: type[Rule]) -> tuple[str, ...]:
    noun, section = key
    return f"`{noun}/rules.yaml`", section, str(len(rows)), _safe(_purpose(schema))


def _own(rule: Any) -> Iterable[tuple[str, str]]:
    """What a row says beyond what every row carries; what is as by default is left out."""
    for field in fields(rule):
        value = getattr(rule, field.name)
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        if field.name not in COMMON and value != default and value not in (None, ()):
            yield field.name, _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return ", ".join(map(_plain, value))
    if isinstance(value, dict):
        return "; ".join(f"{name} {_plain(inside)}" for name, inside in value.items())
    if is_dataclass(value):
        said = [(field.name, getattr(value, field.name), field.default) for field in fields(value)]
        return "; ".join(f"{name} {_plain(inside)}" for name, inside, default in said if inside != default)
    return str(value)


def _purpose(schema: type[Rule]) -> str:
    """The first sentence of what the schema says of itself."""
    first = (schema.__doc__ or "").strip().splitlines()[0]
    return first if first.endswith(".") else f"{first}."


def _number(rows: Sequence[Rule]) -> str:
    return f"{len(rows)} row{'s' if len(rows) != 1 else ''}"


def _days(rule: Rule) -> str:
    return f"{rule.valid_from} –{f' {rule.valid_to}' if rule.valid_to else ''}"


def _two(zh: str, en: str) -> str:
    return _safe(zh) if zh == en else f"{_safe(zh)}<br>{_safe(en)}"


def _safe(text: str) -> str:
    """Text that a cell of a table can hold."""
    kept = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return kept.replace("|", "\\|").replace("*", "\\*").replace("`", "\\`")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
