"""What the pages of reference share: their tabs and the query that goes along from page to page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.reference.forms import TableFilter
from cases.reference.views.words import english

TABS = (
    ("reference", _("总览")),
    ("reference-causes", _("案由表")),
    ("reference-case-types", _("案件类型表")),
    ("reference-limit-rules", _("审限规则表")),
    ("reference-disposals", _("结案方式表")),
)


def frame(request: HttpRequest, current: str, form: TableFilter) -> dict[str, Any]:
    """Tabs, the filter and the day; ``on`` is the query that keeps a day other than today."""
    on = form.day
    kept = "" if on == request.today else "?" + urlencode({"on": on.isoformat()})
    tabs = [{"label": label, "url": reverse(name) + kept, "current": name == current} for name, label in TABS]
    shared = {"tabs": tabs, "filter": form, "day": on, "kept": kept}
    return {**shared, "past": on != request.today, "english": english()}


def address(request: HttpRequest, **changed: Any) -> str:
    """This page with other words in its query."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"
