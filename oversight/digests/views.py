"""The digest of today, and one's own choice of mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.docket.domain import Urgency, urgency
from courts.refusals.services import run_form
from oversight.digests import selectors
from oversight.digests.forms import MailForm
from oversight.digests.models import DigestMail
from oversight.digests.services import choose_mail


@login_required
@require_safe
def digest_page(request: HttpRequest) -> HttpResponse:
    """Today's digest: counts with links, then each thing; printable."""
    found = selectors.digest(request.viewer, request.today)
    counts = {section.urgency: section.count for section in found.sections}
    context = {
        "digest": found,
        "groups": [
            {"label": label, "urgency": step.value, "items": _items(found, step, request.today)}
            for step, label in _labels().items()
            if counts.get(step)
        ],
        "levels": _levels(found),
    }
    return render(request, "oversight/digests/digest.html", context)


def _labels() -> dict[Urgency, str]:
    return {
        Urgency.OVER: _("已逾期"),
        Urgency.TODAY: _("今日到期"),
        Urgency.SOON: _("三日内"),
        Urgency.LATER: _("更晚"),
        Urgency.FREE: _("无法定期限"),
    }


def _items(found: selectors.Digest, step: Urgency, today: Any) -> list[dict[str, Any]]:
    return [
        {"item": item, "days_left": (item.due_on - today).days if item.due_on else None}
        for item in found.items
        if urgency(item.due_on, today) is step
    ]


def _levels(found: selectors.Digest) -> list[dict[str, Any]]:
    language = get_language() or "zh"
    rows = found.dispatch.levels if found.dispatch else ()
    return [{"rule": rule, "name": rule.name(language), "count": count} for rule, count in rows]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choice(request: HttpRequest) -> HttpResponse:
    """Choose whether the digest comes by mail; how the latest mails stand."""
    person = request.user
    choice = selectors.choice_of(person)
    usual = {
        "by_mail": bool(choice and choice.by_mail),
        "language": choice.language if choice else _usual_language(),
    }
    form = MailForm(request.POST or None, initial=usual)
    if request.method == "POST" and run_form(form, choose_mail, actor=request.actor) is not None:
        messages.success(request, _("邮件设置已保存。"))
        return HttpResponseRedirect("/me/notices/")
    context = {
        "form": form,
        "address": person.email,
        "mail_on": selectors.mail_is_on(),
        "sender": settings.DEFAULT_FROM_EMAIL,
        "mails": [_mail(mail, request) for mail in selectors.mails_of(person)],
        "status": 400 if form.errors else 200,
    }
    return render(request, "oversight/digests/mail_choice.html", context, status=context["status"])


def _usual_language() -> str:
    return "en" if (get_language() or "zh").startswith("en") else "zh-hans"


def _mail(mail: DigestMail, request: HttpRequest) -> dict[str, Any]:
    """How one mail stands, in words."""
    message = mail.message
    shown: dict[str, Any] = {"mail": mail, "detail": "", "next": None}
    if mail.sent_at is not None:
        return {**shown, "word": _("已发出"), "tone": "done", "at": mail.sent_at}
    if mail.dropped or mail.day < request.today - timedelta(days=1):
        late = _("当日没有发出，已经作废；请在系统内查看。")
        unwanted = _("发送前已取消邮件。")
        detail = unwanted if mail.dropped == "unwanted" else late
        return {**shown, "word": _("未发出"), "tone": "none", "at": None, "detail": detail}
    if message is None or not message.attempts:
        return {**shown, "word": _("等待发送"), "tone": "info", "at": None}
    detail = _("第 %(n)d 次发送失败，自动重试。") % {"n": message.attempts}
    return {
        **shown,
        "word": _("重试中"),
        "tone": "brass",
        "at": None,
        "detail": detail,
        "error": message.last_error.partition("\n")[0][:200],
        "next": message.next_try_at,
    }
