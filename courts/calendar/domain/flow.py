"""A notice taken from a printed page: lines broken by the width of the page become paragraphs again."""

from __future__ import annotations

import re

_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[\s,，]", re.MULTILINE)
_HOLIDAY_BEGINS = re.compile(
    r"(?<=[。：:])(?=(?:[一二三四五六七八九十]+、)?[^，,。：:（）()\d、]{2,20}[：:])",
)


def paragraphs(text: str) -> str:
    r"""One line for each holiday: after a full stop, its name and a colon, wherever a line ends.

    >>> paragraphs("一、元旦：1月1日（周四）\n至3日（周六）放假，共3\n天。二、春\n节：2月15日（周日）")
    '一、元旦：1月1日（周四）至3日（周六）放假，共3天。\n二、春节：2月15日（周日）'

    A list of one day a line stays as it is.
    """
    if _DATED.search(text):
        return text
    return _HOLIDAY_BEGINS.sub("\n", "".join(line.strip() for line in text.splitlines()))
