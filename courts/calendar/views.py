"""The working calendar: every year with its days, and the confirmation of a year."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courts.actors.domain import Right
from courts.calendar.forms import YearForm
from courts.calendar.selectors import special_days, years
from courts.calendar.services import confirm_year
from courts.refusals.domain import InvalidInput, NotVisible


@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Years and their special days for everyone; the form for whoever may confirm."""
    may = request.viewer.may_anywhere(Right.CONFIRM_CALENDAR)
    if request.method == "POST" and not may:
        raise NotVisible("calendar")
    form = YearForm(request.POST or None, initial={"year": request.today.year + 1})
    if request.method == "POST" and form.is_valid() and _confirm(request, form):
        messages.success(request, _("已确认。涉及该年度的审限已重新计算，变动写入各案留痕。"))
        return redirect("calendar")
    shown = [{"year": year, "days": special_days(year.year)} for year in reversed(years())]
    return render(request, "courts/calendar/calendar.html", {"years": shown, "form": form, "may": may})


def _confirm(request: HttpRequest, form: YearForm) -> bool:
    try:
        confirm_year(**form.cleaned_data, actor=request.actor)
    except InvalidInput as invalid:
        for name, found in invalid.errors.items():
            for message in found:
                form.add_error(name if name in form.fields else "days", message)
        return False
    return True
