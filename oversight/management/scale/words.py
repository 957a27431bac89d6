"""Sentences of which the facts of a load test are made: a few thousand different texts."""

from __future__ import annotations

from random import Random

_PLACES = ("白山市", "抚松县", "靖宇县", "长春市", "四平市", "梨树县", "通化市", "松原市", "延吉市", "敦化市")
_THINGS = (
    "借款到期未还",
    "货款一直拖欠",
    "房屋交付后漏水",
    "驾驶车辆相撞致伤",
    "工程竣工后未结算",
    "物业费长期不交",
    "租赁期满拒不腾退",
    "劳务报酬没有给付",
    "承包地到期未还",
    "股权转让款未付清",
)
_ENDS = (
    "请求判令给付本金及利息并承担诉讼费用。",
    "请求依法判令返还并赔偿损失。",
    "请求判令解除合同并支付违约金。",
    "请求判令继续履行并承担迟延责任。",
    "请求判令赔偿医疗费、误工费、护理费。",
)


FACTS, CLAIMS = 2000, 1000


def facts() -> list[str]:
    """Where and when, up to the name of the other side."""
    chance = Random(FACTS)
    return [
        f"称，{chance.randrange(2016, 2026)}年{chance.randrange(1, 13)}月在{chance.choice(_PLACES)}"
        f"{chance.choice('东西南北')}街{chance.randrange(1, 400)}号{chance.choice(_THINGS)}，经多次催要，"
        for _ in range(FACTS)
    ]


def claims() -> list[str]:
    """What is asked for."""
    chance = Random(CLAIMS)
    return [
        f"至今未予处理，涉及{chance.randrange(1, 900) * 137}元。{chance.choice(_ENDS)}" for _ in range(CLAIMS)
    ]
