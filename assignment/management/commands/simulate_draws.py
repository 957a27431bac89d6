"""``manage.py simulate_draws --judges 40 --cases 20000 [--seed TEXT]``: how even the load stays."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignment.fairness.domain import Simulated, simulate
from assignment.pools.domain import BAND, WIDEST_BAND
from courts.management.base import CourtCommand

MOST_JUDGES, MOST_CASES = 2000, 200_000


def _number(most: int) -> Any:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
            raise ArgumentTypeError(_("须为 1 至 %(most)d 的整数") % {"most": most})
        return int(text)

    return read


class Command(CourtCommand):
    help = gettext_lazy(
        "模拟随机分案：用真实的权重和抽签规则抽取虚拟案件，给出负荷差距、基尼系数和卡方检验；不写数据库。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--judges", type=_number(MOST_JUDGES), default=40, help=_("法官人数"))
        parser.add_argument("--cases", type=_number(MOST_CASES), default=20_000, help=_("案件数"))
        parser.add_argument("--seed", default="court", help=_("随机种子；同一种子得到同样的结果"))
        parser.add_argument("--band", type=_number(WIDEST_BAND), default=BAND, help=_("负荷带宽"))

    def handle(self, *, judges: int, cases: int, seed: str, band: int, **options: Any) -> None:
        if judges < 2:
            raise CommandError(_("至少要有两名法官，才有均衡可言。"))
        found = simulate(judges=judges, cases=cases, seed=seed, band=band)
        self.table(_rows(found, judges, cases))
        self.stdout.write(_verdict(found))


def _rows(found: Simulated, judges: int, cases: int) -> list[tuple[Any, ...]]:
    statistic, freedom = found.statistic
    low, high = min(found.loads), max(found.loads)
    drawn = [tally.drawn for tally in found.tallies]
    rows: list[tuple[Any, ...]] = [
        (_("法官"), judges),
        (_("案件"), cases),
        (_("负荷最低"), f"{low / 100:.2f}"),
        (_("负荷最高"), f"{high / 100:.2f}"),
        (_("负荷差距"), f"{found.spread / 100:.2f}", _("%(n).2f 个带宽") % {"n": found.spread / found.band}),
        (_("件数最少与最多"), min(drawn), max(drawn)),
        (_("负荷基尼系数（万分之）"), found.gini),
        (_("卡方"), f"{statistic:.2f}", _("自由度 %(n)d") % {"n": freedom}),
        (_("卡方临界值（95%）"), f"{found.critical:.2f}"),
    ]
    return [(*row, "")[:3] for row in rows]


def _verdict(found: Simulated) -> str:
    if found.statistic[0] <= found.critical:
        return _("抽取结果与权重相符：偏差在纯随机的正常范围内。")
    return _("偏差超出 95% 的正常范围；换一个种子再试，二十次中约有一次如此。")
