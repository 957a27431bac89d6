"""Marks and frames of the pages: icons, lamps, chips, figures, panels."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from courts.templatetags.amounts import capital_amount, format_fen
from courts.templatetags.scales import Mark, Ruler, Span, lay_out

register = template.Library()

LAMPS = {
    "none": _("无审限"),
    "normal": _("正常"),
    "blue": _("已过2/3"),
    "yellow": _("临近"),
    "orange": _("申请截止"),
    "red": _("3日内"),
    "black": _("超审限"),
    "stopped": _("停表"),
}
WEEKDAYS = (
    _("星期一"),
    _("星期二"),
    _("星期三"),
    _("星期四"),
    _("星期五"),
    _("星期六"),
    _("星期日"),
)


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of static/img/icons.svg. It never speaks alone: put the word beside it."""
    sprite = static("img/icons.svg")
    classes = f"i {css}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        sprite,
        name,
    )


@register.simple_tag
def lamp(
    value: Any, days_left: int | None = None, due: date | None = None, size: str = "", word: str = ""
) -> SafeString:
    """The lamp of a trial limit: colour, word and shape; with days left and the due date if given."""
    value = getattr(value, "value", value) or "none"
    details = _left(days_left) if days_left is not None else ""
    if due is not None:
        ends = say("%(date)s 届满") % {"date": due.isoformat()}
        details = f"{details}{say('，')}{ends}" if details else ends
    return format_html(
        '<span class="lamp lamp-{}{}">{}{}{}</span>',
        value,
        " lamp-lg" if size == "lg" else "",
        icon(f"lamp-{value}"),
        word or LAMPS[value],
        format_html("<em>{}</em>", details) if details else "",
    )


@register.simple_tag
def lamp_word(value: Any) -> str:
    """The word of a lamp, for table heads, filters and charts."""
    return str(LAMPS[getattr(value, "value", value) or "none"])


@register.simple_tag
def deadline(days_left: int | None) -> SafeString:
    """The lamp of a duty that is not a trial limit: 逾期 / 今日 / 剩 N 日."""
    if days_left is None:
        return format_html('<span class="chip">{}</span>', say("无法定期限"))
    if days_left < 0:
        value = "black"
    elif days_left == 0:
        value = "red"
    else:
        value = "orange" if days_left <= 3 else "normal"
    return lamp(value, word=_left(days_left))


def _left(days: int) -> str:
    if days == 0:
        return say("今日")
    if days < 0:
        return ngettext("逾期 %(n)d 日", "逾期 %(n)d 日", -days) % {"n": -days}
    return ngettext("剩 %(n)d 日", "剩 %(n)d 日", days) % {"n": days}


@register.simple_tag
def chip(text: Any, tone: str = "", icon_name: str = "") -> SafeString:
    """A state or a kind. Tones: info, brass (waits for a decision), done, none."""
    return format_html(
        '<span class="chip{}">{}{}</span>',
        f" chip-{tone}" if tone else "",
        icon(icon_name) if icon_name else "",
        text,
    )


@register.simple_tag
def count(number: int, url: str = "") -> SafeString:
    """A number that opens what it counts; zero is grey and opens nothing."""
    if not number:
        return SafeString('<span class="muted">0</span>')
    if not url:
        return format_html("{}", f"{number:,}")
    return format_html('<a href="{}">{}</a>', url, f"{number:,}")


@register.simple_tag
def share(part: int, whole: int) -> SafeString:
    """``51 / 1,412 = 3.61%``: a rate with its base."""
    if not whole:
        return format_html("{} / 0", f"{part:,}")
    return format_html("<b>{}</b> / {} = {}%", f"{part:,}", f"{whole:,}", f"{100 * part / whole:.2f}")


def cases_unit(number: int) -> str:
    """The word after a number of cases: 件; in English case or cases."""
    return (ngettext("%(n)s 件", "%(n)s 件", number) % {"n": ""}).strip()


@register.simple_tag
def money(fen: int | None) -> str:
    """Yuan with thousands and two decimals: 126840000 -> 1,268,400.00."""
    return "—" if fen is None else format_fen(fen)


@register.filter
def cn_amount(fen: int | None) -> str:
    """人民币壹佰贰拾陆万捌仟肆佰元整."""
    return "" if fen is None else f"人民币{capital_amount(fen)}"


@register.filter
def fulldate(day: date | None) -> str:
    """``2026-11-20 星期五``; an instant is shown as its day in the court's time."""
    if day is None:
        return "—"
    if isinstance(day, datetime):
        day = timezone.localdate(day) if timezone.is_aware(day) else day.date()
    return f"{day.isoformat()} {WEEKDAYS[day.weekday()]}"


@register.filter
def said(row: Any) -> str:
    """The name of a rule row, or of anything with ``zh`` and ``en``, in the language of the page."""
    language = get_language() or "zh-hans"
    zh, en = (row["zh"], row["en"]) if isinstance(row, dict) else (row.zh, row.en)
    return str(en if language.startswith("en") and en else zh)


@register.filter
def court_name(court: Any) -> str:
    """A court's name in the language of the page; Chinese where it has no other."""
    if not court:
        return ""
    language = get_language() or "zh-hans"
    return str(court.name_en if language.startswith("en") and court.name_en else court.name)


@register.simple_block_tag
def panel(
    content: str,
    title: Any,
    note: Any = "",
    link: str = "",
    link_label: Any = "",
    link_icon: str = "",
    name: str = "",
    mark: str = "",
    pad: bool = False,
) -> SafeString:
    """A panel: title, one faint qualifier, a link at the right, and the content between the tags."""
    shown = {
        "title": title,
        "note": note,
        "link": link,
        "link_label": link_label,
        "link_icon": link_icon,
        "name": name,
        "mark": mark,
        "pad": pad,
        "content": content,
    }
    return render_to_string("components/panel.html", shown)


@register.inclusion_tag("components/ruler.html")
def ruler(start: date, end: date, today: date, marks: list[Any], spans: list[Any]) -> dict[str, Any]:
    """The limit as a line. ``marks``: (day, words, kind); ``spans``: (from, to, words) that do not count."""
    drawn: Ruler = lay_out(
        start=start,
        end=end,
        today=today,
        marks=[mark if isinstance(mark, Mark) else Mark(*mark) for mark in marks],
        spans=[span if isinstance(span, Span) else Span(*span) for span in spans],
    )
    words = [point.label for point in drawn.points] + [span.label for span in drawn.spans]
    return {"ruler": drawn, "words": say("，").join(words)}
