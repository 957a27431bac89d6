"""The three demo courts: their divisions in institutional order, their posts, their pools."""

from __future__ import annotations

from dataclasses import dataclass

from courts.places.models import Division

Kind = Division.Kind


@dataclass(frozen=True)
class PoolPlan:
    """A draw pool: judges by number with their capacity share in percent."""

    type_codes: tuple[str, ...]
    name: str
    division: str
    members: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class House:
    """A demo court. ``judges`` says in which division each of the twelve sits, ``heads`` lead a division."""

    code: str
    prefix: str
    share: float
    regions: tuple[str, ...]
    divisions: tuple[tuple[str, str], ...]
    judges: tuple[str, ...]
    heads: tuple[str, ...]
    pools: tuple[PoolPlan, ...]


def _full(*judges: int) -> tuple[tuple[int, int], ...]:
    return tuple((judge, 100) for judge in judges)


_FUSONG = House(
    code="220621",
    prefix="fusong",
    share=0.56,
    regions=("220621", "220602", "220605"),
    divisions=(
        ("立案庭", Kind.FILING),
        ("刑事审判庭", Kind.CRIMINAL),
        ("民事审判庭", Kind.CIVIL),
        ("行政审判庭", Kind.ADMINISTRATIVE),
        ("执行局", Kind.ENFORCEMENT),
        ("松江河人民法庭", Kind.TRIBUNAL),
        ("审判管理办公室", Kind.TRIAL_MANAGEMENT),
        ("监察室", Kind.DISCIPLINE),
        ("综合办公室", Kind.OFFICE),
    ),
    judges=(
        *("刑事审判庭",) * 2,
        *("民事审判庭",) * 4,
        *("行政审判庭",) * 2,
        *("执行局",) * 2,
        *("松江河人民法庭",) * 2,
    ),
    heads=("立案庭", "刑事审判庭", "民事审判庭", "行政审判庭", "执行局", "松江河人民法庭"),
    pools=(
        PoolPlan(("刑初",), "刑事一审", "刑事审判庭", (*_full(1, 2), (8, 50))),
        PoolPlan(("民初",), "民事一审", "民事审判庭", (*_full(3, 4, 5, 6, 11), (12, 40))),
        PoolPlan(("民特", "民督"), "民事特别程序", "民事审判庭", _full(3, 4, 5, 11)),
        PoolPlan(("行初", "行审"), "行政案件", "行政审判庭", (*_full(7, 8), (2, 40))),
        PoolPlan(("执", "执恢"), "执行实施", "执行局", (*_full(9, 10), (12, 60))),
        PoolPlan(("执异",), "执行异议", "行政审判庭", (*_full(7, 8), (6, 50))),
    ),
)


def _intermediate(code: str, prefix: str, regions: tuple[str, ...]) -> House:
    civil = _full(4, 5, 6, 7, 8)
    return House(
        code=code,
        prefix=prefix,
        share=0.22,
        regions=regions,
        divisions=(
            ("立案庭", Kind.FILING),
            ("刑事审判庭", Kind.CRIMINAL),
            ("民事审判第一庭", Kind.CIVIL),
            ("民事审判第二庭", Kind.CIVIL),
            ("行政审判庭", Kind.ADMINISTRATIVE),
            ("执行局", Kind.ENFORCEMENT),
            ("审判管理办公室", Kind.TRIAL_MANAGEMENT),
            ("研究室", Kind.RESEARCH),
            ("监察室", Kind.DISCIPLINE),
            ("办公室", Kind.OFFICE),
        ),
        judges=(
            *("刑事审判庭",) * 3,
            *("民事审判第一庭",) * 3,
            *("民事审判第二庭",) * 2,
            *("行政审判庭",) * 2,
            *("执行局",) * 2,
        ),
        heads=("立案庭", "刑事审判庭", "民事审判第一庭", "民事审判第二庭", "行政审判庭", "执行局"),
        pools=(
            PoolPlan(("刑初", "刑终"), "刑事案件", "刑事审判庭", _full(1, 2, 3)),
            PoolPlan(("民初", "民终"), "民事案件", "民事审判第一庭", civil),
            PoolPlan(("民申",), "民事申请再审", "民事审判第二庭", (*_full(7, 8), (4, 50))),
            PoolPlan(("行初", "行终"), "行政案件", "行政审判庭", (*_full(9, 10), (3, 50))),
            PoolPlan(("执", "执复"), "执行案件", "执行局", (*_full(11, 12), (10, 50))),
        ),
    )


HOUSES = (
    _FUSONG,
    _intermediate("220600", "baishan", ("220602", "220621", "220681", "220622")),
    _intermediate("220300", "siping", ("220302", "220303", "220322")),
)
HIGH_COURT, HIGH_PREFIX = "220000", "jilin"
