"""Which draws the monitor shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assignment.pools.models import Pool
from assignment.pools.selectors import pools_of


class SpanForm(forms.Form):
    """A period, the current year unless given, and a pool or all of them."""

    first = forms.DateField(
        label=_("起日"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("止日"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    pool = forms.ModelChoiceField(
        label=_("分案池"), queryset=Pool.objects.none(), required=False, empty_label=_("全部")
    )

    def __init__(self, data: Any, *, court_id: int, today: date) -> None:
        given = data.copy()
        given.setdefault("first", date(today.year, 1, 1).isoformat())
        given.setdefault("last", today.isoformat())
        super().__init__(given)
        self.fields["pool"].queryset = Pool.objects.filter(pk__in=[pool.pk for pool in pools_of(court_id)])
        self.year, self.today = date(today.year, 1, 1), today

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        first, last = asked.get("first"), asked.get("last")
        if first and last and last < first:
            self.add_error("last", _("止日不能早于起日。"))
        return asked

    def chosen(self) -> tuple[date, date, Pool | None]:
        """The period and pool; of what cannot be read, the current year and every pool."""
        if not self.is_valid():
            return self.year, self.today, None
        asked = self.cleaned_data
        return asked["first"] or self.year, asked["last"] or self.today, asked["pool"]
