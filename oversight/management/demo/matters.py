"""What the demo cases are about: types by level of court, procedures, causes, sums, words."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from courts.places.models import Court

Weighted = tuple[tuple[str, float], ...]

TYPES: dict[str, Weighted] = {
    Court.Level.BASIC: (
        ("民初", 0.6),
        ("执", 0.19),
        ("刑初", 0.09),
        ("执恢", 0.03),
        ("民特", 0.03),
        ("行初", 0.015),
        ("执异", 0.02),
        ("民督", 0.01),
        ("行审", 0.015),
    ),
    Court.Level.INTERMEDIATE: (
        ("民终", 0.55),
        ("刑终", 0.11),
        ("行终", 0.07),
        ("民初", 0.06),
        ("刑初", 0.04),
        ("行初", 0.05),
        ("民申", 0.04),
        ("执", 0.04),
        ("执复", 0.04),
    ),
}

PROCEDURES: dict[tuple[str, str], Weighted] = {
    (Court.Level.BASIC, "民初"): (
        ("summary", 0.5),
        ("small_claims", 0.22),
        ("ordinary", 0.19),
        ("ordinary_single", 0.09),
    ),
    (Court.Level.BASIC, "刑初"): (("ordinary", 0.34), ("summary", 0.32), ("expedited", 0.34)),
    (Court.Level.BASIC, "行初"): (("ordinary", 0.8), ("summary", 0.2)),
}

RULES: dict[str, Weighted] = {
    "民终": (("CIV2_JUDG", 0.93), ("CIV2_RULE", 0.07)),
    "行终": (("ADM2_JUDG", 0.92), ("ADM2_RULE", 0.08)),
    "民特": (("CIV_SP_CONFIRM", 1.0),),
    "执异": (("EXEC_OBJ", 1.0),),
}
"""Where the law has several rules for a type, the filing names one."""


@dataclass(frozen=True)
class Matter:
    """A cause with how often it comes, the sums in dispute (yuan, 0: none) and what the papers say."""

    cause: str
    weight: float
    least: int = 0
    most: int = 0
    facts: str = ""
    against: str = "person"
    by: str = "person"


_LOAN = "{a}称，{b}于{year}年向其借款{sum}元，到期后仅付利息，经多次催要未还。请求判令返还本金及利息。"
_SALE = "{a}称，双方签订买卖合同后已依约供货，{b}尚欠货款{sum}元。请求判令给付货款并承担逾期付款损失。"
_DIVORCE = (
    "{a}称，双方婚后因家庭琐事经常争吵，自{year}年起分居，感情确已破裂。请求判令离婚并依法分割共同财产。"
)
_TRAFFIC = (
    "{a}称，{year}年在道路上与{b}驾驶的车辆相撞致伤，交警部门认定对方负主要责任。请求赔偿各项损失{sum}元。"
)
_FEE = "{a}称，其依合同提供服务，{b}拖欠费用{sum}元，经书面催告仍未交纳。请求判令给付欠费及违约金。"
_LABOUR = "{a}称，其为{b}提供劳务，尚欠报酬{sum}元，经多次索要未付。请求判令给付劳动报酬。"
_BODY = "{a}称，{year}年与{b}发生争执后受伤住院。请求赔偿医疗费、误工费、护理费等{sum}元。"
_FAMILY = "{a}称，双方就子女及老人的抚养、赡养费用不能达成一致。请求依法判令{b}按月给付。"
_LAND = "{a}称，{b}未依合同交还承包地，占用至今。请求判令返还并赔偿损失{sum}元。"
_WORKS = "{a}称，工程已竣工并交付使用，{b}尚欠工程款{sum}元。请求判令给付工程款及利息。"

CIVIL = (
    Matter("民间借贷纠纷", 18, 8_000, 600_000, _LOAN),
    Matter("离婚纠纷", 14, 0, 0, _DIVORCE),
    Matter("买卖合同纠纷", 11, 5_000, 900_000, _SALE, by="firm"),
    Matter("机动车交通事故责任纠纷", 8, 12_000, 480_000, _TRAFFIC),
    Matter("物业服务合同纠纷", 8, 900, 12_000, _FEE, by="firm"),
    Matter("金融借款合同纠纷", 8, 30_000, 1_800_000, _LOAN, by="bank"),
    Matter("劳务合同纠纷", 6, 3_000, 90_000, _LABOUR),
    Matter("追索劳动报酬纠纷", 4, 3_000, 60_000, _LABOUR, against="firm"),
    Matter("供用热力合同纠纷", 3, 1_000, 16_000, _FEE, by="firm"),
    Matter("生命权、身体权、健康权纠纷", 4, 4_000, 160_000, _BODY),
    Matter("抚养费纠纷", 2, 0, 0, _FAMILY),
    Matter("赡养费纠纷", 1.5, 0, 0, _FAMILY),
    Matter("法定继承纠纷", 2, 30_000, 400_000, _FAMILY),
    Matter("土地承包经营权合同纠纷", 2.5, 5_000, 120_000, _LAND),
    Matter("林业承包合同纠纷", 1.5, 20_000, 700_000, _LAND),
    Matter("房屋租赁合同纠纷", 3, 4_000, 150_000, _FEE),
    Matter("信用卡纠纷", 2, 6_000, 90_000, _LOAN, by="bank"),
    Matter("提供劳务者受害责任纠纷", 2, 15_000, 260_000, _BODY),
    Matter("相邻关系纠纷", 1.5, 0, 0, _LAND),
)
CIVIL_LARGE = (
    Matter("建设工程施工合同纠纷", 5, 3_000_000, 48_000_000, _WORKS, by="firm", against="firm"),
    Matter("买卖合同纠纷", 3, 3_000_000, 30_000_000, _SALE, by="firm", against="firm"),
    Matter("金融借款合同纠纷", 3, 5_000_000, 60_000_000, _LOAN, by="bank", against="firm"),
    Matter("股权转让纠纷", 2, 3_000_000, 24_000_000, _SALE),
    Matter("合伙合同纠纷", 1, 3_000_000, 9_000_000, _SALE),
)
_CRIME = (
    "公诉机关指控：{year}年，被告人{b}在{place}实施{crime}行为，归案后如实供述。应以{cause}追究刑事责任。"
)
APPEALED = (
    "上诉人（原审被告人）{a}不服一审以{cause}作出的判决，称一审认定事实不清、量刑过重，请求二审依法改判。"
    "{b}为原公诉机关。"
)
CRIME = tuple(
    Matter(cause, weight, facts=_CRIME)
    for cause, weight in (
        ("危险驾驶罪", 24),
        ("盗窃罪", 16),
        ("故意伤害罪", 9),
        ("诈骗罪", 10),
        ("交通肇事罪", 6),
        ("滥伐林木罪", 6),
        ("帮助信息网络犯罪活动罪", 8),
        ("寻衅滋事罪", 4),
        ("非法狩猎罪", 3),
        ("开设赌场罪", 3),
        ("掩饰、隐瞒犯罪所得、犯罪所得收益罪", 4),
        ("容留他人吸毒罪", 2),
        ("强奸罪", 2),
        ("失火罪", 2),
    )
)
CRIME_GRAVE = tuple(
    Matter(cause, weight, facts=_CRIME)
    for cause, weight in (
        ("故意杀人罪", 4),
        ("走私、贩卖、运输、制造毒品罪", 3),
        ("受贿罪", 2),
        ("抢劫罪", 2),
        ("故意伤害罪", 2),
    )
)
_ACT = "{a}不服{b}作出的行政行为，认为认定事实不清、程序违法。请求撤销并责令重新作出。"
ADMINISTRATIVE = tuple(
    Matter(cause, weight, facts=_ACT, against="agency")
    for cause, weight in (
        ("罚款", 3),
        ("行政拘留", 2),
        ("工伤保险资格或者待遇认定", 3),
        ("征收或者征用房屋", 3),
        ("土地承包经营权登记", 1),
        ("宅基地使用权登记", 2),
        ("基本养老保险资格或者待遇认定", 1),
    )
)
_PERFORM = "{a}依据生效法律文书申请执行，{b}应给付{sum}元及迟延履行期间的债务利息，至今未履行。"
ENFORCEMENT = (
    Matter("民事判决、裁定、调解书执行", 12, 3_000, 700_000, _PERFORM),
    Matter("劳动、人事争议仲裁执行", 2, 4_000, 60_000, _PERFORM, against="firm"),
    Matter("公证债权文书执行", 1, 50_000, 900_000, _PERFORM, by="bank"),
    Matter("支付令执行", 1, 3_000, 60_000, _PERFORM),
)
MATTERS: dict[str, tuple[Matter, ...]] = {
    "民特": (
        Matter("申请司法确认调解协议", 1, 0, 0, "{a}与{b}经人民调解委员会调解达成协议，共同申请司法确认。"),
    ),
    "民督": (
        Matter(
            "申请支付令", 1, 2_000, 60_000, "{a}称{b}欠款{sum}元，债权债务明确，申请发出支付令。", by="firm"
        ),
    ),
    "行审": (
        Matter("罚款", 1, 0, 0, "{a}作出的行政决定已经生效，{b}逾期未履行，申请强制执行。", by="agency"),
    ),
}
MISSING_RULE = "CIV_SP_MISSING"
MISSING = Matter(
    "申请宣告自然人失踪", 1, 0, 0, "{a}称，{b}离家后下落不明已满二年，多方查找无果。请求宣告{b}为失踪人。"
)
"""The limit runs from the end of the public notice of three months, so that its clock waits."""
BY_CATEGORY: dict[tuple[str, str], tuple[Matter, ...]] = {
    (Court.Level.BASIC, "civil"): CIVIL,
    (Court.Level.INTERMEDIATE, "civil"): CIVIL,
    (Court.Level.BASIC, "criminal"): CRIME,
    (Court.Level.INTERMEDIATE, "criminal"): CRIME,
    (Court.Level.BASIC, "administrative"): ADMINISTRATIVE,
    (Court.Level.INTERMEDIATE, "administrative"): ADMINISTRATIVE,
    (Court.Level.BASIC, "enforcement"): ENFORCEMENT,
    (Court.Level.INTERMEDIATE, "enforcement"): ENFORCEMENT,
}
FIRST_INSTANCE_ABOVE = {"民初": CIVIL_LARGE, "刑初": CRIME_GRAVE}

DISPOSALS: dict[str, Weighted] = {
    "民初": (
        ("judgment", 0.46),
        ("mediation", 0.3),
        ("withdrawal_allowed", 0.18),
        ("deemed_withdrawn", 0.04),
        ("action_dismissed", 0.02),
    ),
    "民终": (
        ("affirmed", 0.66),
        ("changed", 0.1),
        ("remanded", 0.03),
        ("mediation", 0.08),
        ("appeal_withdrawn", 0.13),
    ),
    "刑初": (("judgment", 0.98), ("withdrawal_allowed", 0.02)),
    "刑终": (("affirmed", 0.74), ("changed", 0.13), ("remanded", 0.03), ("appeal_withdrawn", 0.1)),
    "行初": (("judgment", 0.7), ("withdrawal_allowed", 0.2), ("action_dismissed", 0.1)),
    "行终": (("affirmed", 0.8), ("changed", 0.06), ("ordered_to_hear", 0.02), ("appeal_withdrawn", 0.12)),
    "民申": (("retrial_rejected", 0.85), ("retrial_own", 0.07), ("retrial_lower", 0.08)),
    "民特": (("application_granted", 0.95), ("application_rejected", 0.05)),
    "民督": (("payment_order_issued", 0.6), ("payment_order_ended", 0.3), ("application_rejected", 0.1)),
    "行审": (("enforcement_permitted", 0.9), ("enforcement_denied", 0.1)),
    "执异": (("objection_rejected", 0.7), ("objection_upheld", 0.2), ("application_withdrawn", 0.1)),
    "执复": (
        ("reconsideration_upheld", 0.85),
        ("reconsideration_changed", 0.1),
        ("application_withdrawn", 0.05),
    ),
    "执": (("performed", 0.45), ("round_ended", 0.42), ("enforcement_terminated", 0.13)),
    "执恢": (("performed", 0.5), ("round_ended", 0.35), ("enforcement_terminated", 0.15)),
}

GROUNDS_OF_TYPE: dict[str, str] = {
    "民终": "appeal_late",
    "刑终": "appeal_late",
    "行终": "appeal_late",
    "民申": "retrial_late",
    "民特": "confirmation_unfit",
    "民督": "payment_order_unfit",
    "行初": "admin_late",
    "行审": "admin_enforcement_unfit",
    "执异": "objection_unfit",
    "执复": "reconsideration_late",
}
"""Grounds of refusal of single types; the others take that of their category."""
GROUNDS: dict[str, str] = {
    "civil": "no_defendant",
    "criminal": "returned_to_prosecutor",
    "administrative": "not_accepted_kind",
    "enforcement": "enforcement_conditions",
}


def weighted(chance: Random, choices: Weighted) -> str:
    names, weights = zip(*choices, strict=True)
    return str(chance.choices(names, weights)[0])


def matter_for(chance: Random, level: str, type_code: str, category: str, procedure: str) -> Matter:
    """A matter that fits the type of case; expedited criminal cases are the plain ones."""
    if level == Court.Level.INTERMEDIATE and type_code in FIRST_INSTANCE_ABOVE:
        found = FIRST_INSTANCE_ABOVE[type_code]
    else:
        found = MATTERS.get(type_code) or BY_CATEGORY[level, category]
    if procedure == "expedited":
        found = found[:2]
    elif procedure == "small_claims":
        found = tuple(matter for matter in found if 0 < matter.least < 10_000)
    return chance.choices(found, [matter.weight for matter in found])[0]
