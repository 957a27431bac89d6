"""The public page: whoever holds a receipt code sees how the judge was drawn, and can re-check it."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from assignment.draws.domain import Status, read_receipt
from assignment.draws.forms import ReceiptForm
from assignment.draws.models import Draw
from assignment.draws.selectors import attempts_of, by_receipt, case_of, gives_bundle, of_void, published
from assignment.draws.views.shown import draw_shown
from assignment.draws.views.visitors import for_visitors, show
from cases.docket.domain import Seal
from courts.refusals.domain import NotVisible

CHECKS = {
    "commitment": (
        gettext_lazy("名单与封存时的指纹一致"),
        gettext_lazy("名单、权重、排除原因改动一个字，指纹就会完全不同。"),
    ),
    "fingerprint": (
        gettext_lazy("指纹与受理通知书上印的查验码一致"),
        gettext_lazy("您手里的查验码，就是抽签之前那份名单的指纹的前 16 位。"),
    ),
    "number": (
        gettext_lazy("抽签编号与前一号衔接"),
        gettext_lazy("每次抽签用掉一个号，并写明上一号的指纹，不能插进或者抽走一次。"),
    ),
    "attempts": (
        gettext_lazy("本案抽过几次，都列在本页"),
        gettext_lazy("第几次抽签写在封存的名单里，重抽必须列出，不能隐瞒。"),
    ),
    "roster": (
        gettext_lazy("没有参加抽签的人都有原因"),
        gettext_lazy("分案池里的人一个不少，没有人出现两次，也没有人无故被排除。"),
    ),
    "weights": (
        gettext_lazy("每个人的机会由公式算出"),
        gettext_lazy("权重按当时的在办负荷和办案份额重新计算，没有手工改动。"),
    ),
    "anchor": (
        gettext_lazy("锚与法院公布的一致"),
        gettext_lazy("密数链的锚在第一次抽签之前就已公布，本页另行读取公布栏核对。"),
    ),
    "secret": (
        gettext_lazy("密数确实出自公布的锚"),
        gettext_lazy("密数年初就已锁定，法院不能临时换一个。"),
    ),
    "seed": (
        gettext_lazy("种子由名单、密数和所报的数算出"),
        gettext_lazy("三样缺一不可：名单先封存，数后报出，密数最后公布。"),
    ),
    "pick": (
        gettext_lazy("按公开算法重算，得到同一位法官"),
        gettext_lazy("换任何一台电脑，结果都一样。"),
    ),
    "nobody": (
        gettext_lazy("作废的号没有抽出任何人"),
        gettext_lazy("只公布密数，供核对编号和密数链；没有种子，也没有结果。"),
    ),
    "hidden": (
        gettext_lazy("密数和结果还没有提前泄露"),
        gettext_lazy("报数之前，任何人都不应当算得出结果。"),
    ),
}
ALWAYS = ("commitment", "fingerprint", "number", "attempts", "roster", "weights", "anchor")
BY_STATUS = {
    Status.COMMITTED: (*ALWAYS, "hidden"),
    Status.NONCE_FIXED: (*ALWAYS, "hidden"),
    Status.RESULT: (*ALWAYS, "secret", "seed", "pick"),
    Status.VOID: (*ALWAYS, "secret", "nobody"),
}


@require_safe
@for_visitors()
def ask(request: HttpRequest) -> HttpResponse:
    """Where the receipt code is typed; a readable one leads to its page."""
    if "receipt" not in request.GET:
        return show(request, "assignment/draws/verify/ask.html", {"form": ReceiptForm()})
    form = ReceiptForm(request.GET)
    if not form.is_valid():
        return show(request, "assignment/draws/verify/ask.html", {"form": form}, status=400)
    return _to(request, form.cleaned_data["receipt"])


@require_safe
@for_visitors()
def verify(request: HttpRequest, receipt: str) -> HttpResponse:
    """The draw of a receipt code; a code nobody was given is a 404 with the form and help."""
    code = read_receipt(receipt)
    if code is not None and code != receipt:
        return _to(request, code)
    try:
        draw = by_receipt(code or "")
    except NotVisible:
        form = ReceiptForm({"receipt": receipt[:80]})
        form.is_valid()
        return show(
            request, "assignment/draws/verify/unknown.html", {"form": form, "given": receipt}, status=404
        )
    return show(request, "assignment/draws/verify/page.html", _shown(draw), court=draw.court)


@require_safe
@for_visitors()
def verify_bundle(request: HttpRequest, receipt: str) -> HttpResponse:
    """The bundle of a receipt code. 404 for a code nobody was given."""
    try:
        draw = by_receipt(read_receipt(receipt) or "")
    except NotVisible:
        return JsonResponse({"detail": _("没有这个查验码")}, status=404)
    if not gives_bundle(draw):
        return JsonResponse({"detail": _("本案不公开，数据包请到立案窗口索取。")}, status=404)
    answer = JsonResponse(published(draw), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(draw)}"'
    return answer


def _to(request: HttpRequest, receipt: str) -> HttpResponse:
    answer = redirect("verify", receipt)
    if request.GET.get("lang"):
        answer["Location"] += f"?lang={request.GET['lang'][:8]}"
    return answer


def _shown(draw: Draw) -> dict[str, Any]:
    case = case_of(draw)
    assert case is not None
    shown = draw_shown(draw)
    attempts = attempts_of(draw)
    voids = of_void(attempts)
    given = gives_bundle(draw)
    status = Status(draw.status)
    bundle = published(draw) if given else None
    return {
        "form": ReceiptForm(initial={"receipt": shown["receipt"]}),
        "draw": draw,
        "status": status.value,
        "shown": shown,
        "case_number": case.number if case.sealed == Seal.NONE.value else "",
        "attempts": [{"draw": each, "void": voids.get(each.pk)} for each in attempts],
        "void": voids.get(draw.pk),
        "times": len(attempts),
        "voided": bool(voids),
        "redrawn": draw.case_id and sum(each.status == Status.RESULT.value for each in attempts) > 1,
        "rounded": _rounded(shown["roster"]["eligible"]),
        "checks": [(name, *CHECKS[name]) for name in BY_STATUS[status]] if given else [],
        "bundle_url": reverse("verify-bundle", args=[draw.receipt]) if given else "",
        "anchors_url": f"{reverse('anchors-data')}?court={draw.court.code}&year={draw.chain.year}",
        "size": round(len(json.dumps(bundle, ensure_ascii=False, indent=1).encode()) / 1024 + 0.5),
        "file_name": _file_name(draw),
        "steps": _steps(status),
    }


def _file_name(draw: Draw) -> str:
    return f"cf-draw-{draw.court.code}-{draw.chain.year}-{draw.draw_no}.json"


def _rounded(eligible: list[dict[str, Any]]) -> str:
    """The sum of the chances as shown, where rounding makes it differ from 100.0%; else empty."""
    total = sum(round(row["percent"], 1) for row in eligible)
    return "" if abs(total - 100) < 0.05 else f"{total:.1f}%"


def _steps(status: Status) -> list[dict[str, Any]]:
    """What is fixed already and what comes, while the draw is open."""
    reached = {Status.COMMITTED: 1, Status.NONCE_FIXED: 2}.get(status, 3)
    rows = [
        (_("名单封存"), _("名单、机会、排除原因都已经固定")),
        (_("当场报数"), _("由您说出一个数，说出后不能更改")),
        (_("公布结果"), _("公布密数，任何人都能重算")),
    ]
    state = ["done" if at < reached else "current" if at == reached else "todo" for at in range(3)]
    return [{"label": label, "note": note, "state": state[at]} for at, (label, note) in enumerate(rows)]
