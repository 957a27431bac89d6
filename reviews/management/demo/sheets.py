"""Score sheets as reviewers fill them in: invented deductions, each with its place and reason."""

from __future__ import annotations

from random import Random

Typed = dict[str, dict[str, str]]

TRIAL: tuple[tuple[str, str, str, str, str], ...] = (
    ("Q2", "0.5", "立案登记表", "", "被告住所地记载不全"),
    ("Q7", "1.5", "送达回证第 3 页", "民事诉讼法第八十七条", "回证未注明送达时间"),
    ("Q14", "2", "庭审笔录第 4 页", "", "未归纳利息起算的争议焦点"),
    ("Q17", "1.5", "庭审笔录末页", "", "一名当事人漏签日期"),
    ("Q19", "2", "延长审限审批表", "民事诉讼法第一百五十二条", "批准后未告知当事人"),
    ("Q23", "5", "判决书第 5 页", "法释〔2019〕19号第八十五条", "未说明不采信收条的理由"),
    ("Q25", "6", "判决书第 7 页", "", "未引用违约金调整的条文"),
    ("Q31", "2.5", "判决书第 2 页", "", "答辩意见概括不准"),
    ("Q32", "3", "判决书第 7 页", "", "质量抗辩只列未答"),
    ("Q33", "2", "判决书主文第二项", "", "利息起止日不明，不便执行"),
    ("Q34", "1.5", "判决书第 7 页", "", "本院认为与主文金额相差 360 元"),
    ("Q35", "4", "送达回证第 9 页", "", "判决书送达迟延"),
    ("Q36", "2", "卷宗目录", "", "缺信访风险评估表"),
    ("Q37", "3", "电子卷宗目录", "", "扫描件缺第 21 至 23 页"),
)
ENFORCEMENT: tuple[tuple[str, str, str, str, str], ...] = (
    ("E2", "3", "执行通知书", "", "财产报告令迟发五日"),
    ("E4", "8", "网络查控反馈汇总", "", "第二次查控超过六个月"),
    ("E10", "8", "案款台账第 2 页", "", "案款到账后逾三十日发放"),
    ("E13", "5", "终本约谈笔录", "法〔2016〕373号第五条", "约谈未告知恢复执行的条件"),
    ("E14", "4", "卷宗目录", "", "评估报告未入卷"),
)
WRONG: dict[bool, Typed] = {
    False: {"Q26": {"score": "4", "place": "", "rule": "", "reason": "与本院类案不一致"}},
    True: {"E8": {"score": "10", "place": "", "rule": "", "reason": "拍卖公告期不足"}},
}
"""An entry that lacks its place, by whether the case is one of enforcement."""


WEAK: Typed = {
    "Q22": {"score": "4", "place": "判决书第 4 页", "rule": "", "reason": "付款时间前后矛盾，未查明"},
    "Q23": {"score": "3", "place": "判决书第 5 页", "rule": "", "reason": "举证责任分配未说明"},
    "Q26": {"score": "2", "place": "判决书第 8 页", "rule": "", "reason": "违约金裁量与本院类案差异较大"},
    "Q15": {"score": "1", "place": "庭审笔录第 5 页", "rule": "", "reason": "主要书证未经质证"},
}
"""What a weak judgment loses besides the usual: enough to be defective."""


def sheet_of(chance: Random, category: str, *, weak: bool = False) -> Typed:
    """One to four deductions, now and then none; all of them and more in a weak case."""
    enforcement = category == "enforcement"
    rows = ENFORCEMENT if enforcement else TRIAL
    size = len(rows) if weak else chance.choice((0, 1, 1, 2, 2, 3, 3, 4))
    chosen = chance.sample(rows, k=size)
    usual = {
        code: {"score": score, "place": place, "rule": rule, "reason": reason}
        for code, score, place, rule, reason in chosen
    }
    return {**usual, **WEAK} if weak and not enforcement else usual
