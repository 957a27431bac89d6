"""What stays Chinese on English pages of the world."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import polib
import yaml
from django.apps import apps
from django.db import models

from tests.architecture.words import APPS, ROOT
from tests.kit.looking import CHINESE

LANGUAGES = {"中文", "简体中文"}


def chinese_data() -> list[re.Pattern[str]]:
    """What stays Chinese in English: texts of the database, citations of the law, codes of case types.

    Also what the English catalogue itself says in Chinese, such as an example of what to type.
    """
    rules = [yaml.load(path.open(encoding="utf-8"), yaml.CSafeLoader) for path in ROOT.glob("*/*/rules.yaml")]
    found = {
        text for table in rules for text in _under("article", table) for text in (text, *text.split("；"))
    }
    codes = {code for table in rules for code in _under("code", table) if CHINESE.search(code)}
    english = polib.pofile(str(ROOT / "locale/en/LC_MESSAGES/django.po"))
    found |= {" ".join(entry.msgstr.split()) for entry in english if CHINESE.search(entry.msgstr)} | LANGUAGES
    for model in apps.get_models():
        texts = [
            column.attname
            for column in model._meta.concrete_fields
            if isinstance(column, models.CharField | models.TextField | models.JSONField)
        ]
        if texts and model._meta.app_label in APPS:
            for row in model._base_manager.values_list(*texts):
                for value in row:
                    found |= _texts_in(value)
    alone = r"(?<![㐀-鿿])(?:{})(?![㐀-鿿])"
    return [re.compile(_any_of(found - codes)), re.compile(alone.format(_any_of(codes)))]


def _any_of(texts: set[str]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))


def _under(name: str, node: Any, key: str = "") -> Iterator[str]:
    """Every text under a key of this name (or one that ends in it) in a table of rules."""
    if isinstance(node, str) and key.endswith(name):
        yield node
    elif isinstance(node, dict):
        for each, inside in node.items():
            yield from _under(name, inside, str(each))
    elif isinstance(node, list):
        for inside in node:
            yield from _under(name, inside, key)


def _texts_in(value: Any) -> set[str]:
    if isinstance(value, str):
        return {" ".join(value.split())} if len(value) > 1 and CHINESE.search(value) else set()
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for each in inside for text in _texts_in(each)}
