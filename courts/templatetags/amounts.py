"""Money as people write and read it. Unit everywhere: integer fen (1 yuan = 100 fen)."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
LARGEST_FEN = 10**18 - 1
_SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_AMOUNT = re.compile(
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?(?P<scale>百万|千万|百|千|万|亿)?元?"
)


def format_fen(fen: int) -> str:
    """126840000 -> ``1,268,400.00``: yuan with thousands and always two decimals."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def parse_amount(text: str) -> int:
    """Fen of an amount of yuan as typed: ``1,234.56``, ``12.5万``, full-width digits, with or without 元.

    Commas stand at every third digit or not at all. Raises ValueError when it is no amount, is finer
    than a fen or too large to be written out.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\s¥￥]", "", plain).replace("，", ",")
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise ValueError(text)
    part = found["part"] or ""
    power = _SCALES[found["scale"] or ""] + 2 - len(part)
    digits = int(found["whole"].replace(",", "") + part)
    fen, finer = (digits * _ten(power), 0) if power >= 0 else divmod(digits, _ten(-power))
    if finer or fen > LARGEST_FEN:
        raise ValueError(text)
    return fen


def _ten(power: int) -> int:
    return int("1" + "0" * power)


def capital_amount(fen: int) -> str:
    """126840050 -> ``壹佰贰拾陆万捌仟肆佰元伍角整``: the amount in capital figures.

    Rule: 正确填写票据和结算凭证的基本规定 (支付结算办法附一) items 2-4: 整 after 元 or 角, none
    after 分; inner zeros are read once. Raises ValueError beyond 9,999 万亿元.
    """
    if abs(fen) > LARGEST_FEN:
        raise ValueError(f"amount too large to write out: {fen}")
    yuan, rest = divmod(abs(fen), 100)
    text = ("负" if fen < 0 else "") + _yuan(yuan, bare=rest > 0) + _small(rest, after_yuan=yuan > 0)
    return text if rest % 10 else text + "整"


def _yuan(yuan: int, *, bare: bool) -> str:
    if yuan == 0:
        return "" if bare else "零元"
    groups = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    read = [_group(group) + (_unit(index, groups) if group else "") for index, group in enumerate(groups)]
    text = read[-1]
    for higher, lower in pairwise(range(len(groups) - 1, -1, -1)):
        gap = groups[lower] and (groups[lower] < 1000 or groups[higher] == 0)
        text += ("零" if gap else "") + read[lower]
    return text + "元"


def _unit(index: int, groups: list[int]) -> str:
    """The name of a group of four; 亿 is said once where 万亿 and 亿 both stand."""
    return "万" if index == 3 and groups[2] else _GROUPS[index]


def _group(number: int) -> str:
    """0 to 9999 without leading or trailing zeros; inner zeros once."""
    text, zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + _PLACES[place]
            zero = False
        else:
            zero = True
    return text


def _small(rest: int, *, after_yuan: bool) -> str:
    jiao, fen = divmod(rest, 10)
    text = _DIGITS[jiao] + "角" if jiao else ("零" if fen and after_yuan else "")
    return text + (_DIGITS[fen] + "分" if fen else "")
