"""Filings as they come in: raw, as a form or a client sends them, and strangers to each other."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from stdnum.cn import ric, uscc

DAY = date(2026, 3, 10)
ID_CARD = "220621198503121237"


def raw_filing(on: date = DAY, **over: Any) -> dict[str, Any]:
    """A lawful civil filing to Fusong received three days before ``on``; a change to None leaves it out."""
    body = {
        "court": "220621",
        "case_type": "民初",
        "procedure": "ordinary",
        "cause": "民间借贷纠纷",
        "claim_amount": "1268400.00",
        "received_on": str(on - timedelta(days=3)),
        "channel": "counter",
        "parties": [
            {"role": "plaintiff", "kind": "person", "name": "王建国", "id_number": ID_CARD},
            {"role": "defendant", "kind": "organisation", "name": "抚松县长白山木业有限公司"},
        ],
        "facts": "被告借款到期未还。",
        **over,
    }
    return {name: value for name, value in body.items() if value is not None}


def raw_criminal_filing(on: date = DAY, **over: Any) -> dict[str, Any]:
    """A lawful prosecution for theft to Fusong; ``sealed="juvenile"`` makes it a sealed case."""
    parties = [
        {"role": "prosecutor", "kind": "agency", "name": "抚松县人民检察院"},
        {"role": "accused", "kind": "person", "name": "赵某"},
    ]
    given = {
        "case_type": "刑初",
        "cause": "盗窃罪",
        "channel": "prosecution",
        "claim_amount": None,
        "parties": parties,
    }
    return raw_filing(on, **{**given, **over})


_CARDS = (
    card
    for year_rest in range(1, 366)
    for serial in range(10, 100)
    for born in [date(1985, 1, 1) + timedelta(days=year_rest - 1)]
    for card in [f"220621{born:%Y%m%d}{serial}37"]
    if ric.calc_check_digit(card) == "7" and card != ID_CARD
)
_FIRMS = (
    firm + str(uscc.calc_check_digit(firm + "0"))
    for number in itertools.count(1)
    for firm in [f"91220621MA{number:07d}"]
)


def strangers(*parties: dict[str, Any]) -> list[dict[str, Any]]:
    """The same names borne by others than before, told apart by their identity numbers.

    Or every second case of a test would belong with the first, and wait for an answer before its draw.
    """
    numbers = {"person": _CARDS, "organisation": _FIRMS}
    return [
        {**party, "id_number": next(numbers[party["kind"]])} if party["kind"] in numbers else party
        for party in parties
    ]
