"""Confirming a year from the text of its notice, pasted or as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courts.calendar.domain import Fault, Notice, paragraphs, read_notice
from courts.papers.selectors import text_of
from courts.refusals.domain import InvalidInput

LARGEST = 5_000_000
"""Bytes; the notice as PDF has a few hundred thousand."""
PDF = b"%PDF-"
FAULTS = {
    "other_year": _("通知标题写的是 %(said)s 年，不是 %(year)s 年。"),
    "nothing": _("没有读到任何放假或者调休上班的日期。"),
    "no_name": _("“%(text)s”没有写明是哪个节日（应为 节日名称：日期……）。"),
    "unreadable": _("“%(text)s”看不懂：应为 日期 放假（或上班） 节日名称。"),
    "no_such_day": _("%(text)s 不是有效日期。"),
    "no_day": _("%(name)s没有读到放假日期。"),
    "count": _("%(name)s写明共 %(said)s 天，按起止日是 %(found)s 天。"),
    "weekday": _("%(day)s 不是%(said)s。"),
    "span": _("%(first)s 至 %(last)s 不是可信的起止日。"),
    "outside": _("%(day)s 不在 %(year)s 年之内，也不在上一年。"),
    "not_weekend": _("%(day)s 不是周末，不会是调休上班日。"),
    "twice": _("%(day)s 在第 %(before)s 行已经写过。"),
}


def fault_words(fault: Fault) -> str:
    """What is wrong with a line, with its number."""
    return _("第 %(n)d 行：%(what)s") % {"n": fault.line, "what": FAULTS[fault.kind] % fault.params}


class YearForm(forms.Form):
    """Year, number of the notice, its text or file; a reason where the year is confirmed already."""

    year = forms.IntegerField(label=_("年度"), min_value=1949, max_value=2999)
    source = forms.CharField(
        label=_("依据"),
        max_length=120,
        required=False,
        help_text=_("通知的文号，如 国办发明电〔2025〕7号；正文里有的可以不填。"),
    )
    text = forms.CharField(
        label=_("通知正文"),
        required=False,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
        help_text=_(
            "粘贴国务院办公厅通知原文即可，如“春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）上班。”"
            "；也可以一行一天，如 2027-02-06 放假 春节。"
        ),
    )
    file = forms.FileField(
        label=_("或者上传文件"),
        required=False,
        help_text=_("PDF、Word（.docx）或者纯文本；扫描件没有文字，请粘贴正文。"),
        widget=forms.FileInput({"accept": ".pdf,.docx,.txt"}),
    )
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=300,
        help_text=_("只在更正已经确认的年度时填写。"),
        widget=forms.Textarea({"rows": 2}),
    )
    notice: Notice

    def clean(self) -> dict[str, Any]:
        """Read and check the notice; what is wrong is said line by line, the text is kept."""
        cleaned = super().clean() or {}
        if cleaned.get("file") and (read := self._file_text(cleaned["file"])):
            cleaned["text"] = read
            self.data = self.data.copy()
            self.data["text"] = read
        if self.errors or "year" not in cleaned:
            return cleaned
        if not cleaned.get("text", "").strip():
            self.add_error("text", _("请粘贴通知正文，或者上传文件。"))
            return cleaned
        self.notice = read_notice(cleaned["text"], cleaned["year"])
        for fault in self.notice.faults:
            self.add_error("text", fault_words(fault))
        cleaned["source"] = cleaned.get("source") or self.notice.number
        if not cleaned["source"]:
            self.add_error("source", _("正文里没有文号，请填写。"))
        return cleaned

    def _file_text(self, file: Any) -> str:
        if file.size > LARGEST:
            self.add_error("file", _("文件过大，不像是通知正文。"))
            return ""
        raw = file.read()
        try:
            text = text_of(raw)
        except InvalidInput as invalid:
            self.add_error("file", invalid.errors["file"])
            return ""
        return paragraphs(text) if raw.startswith(PDF) else text

    def given(self) -> dict[str, Any]:
        """What ``confirm_year`` wants."""
        year = self.cleaned_data["year"]
        rows = {of: self.notice.of_year(of) for of in (year, year - 1)}
        plain = {
            of: [{"day": day.day, "kind": day.kind, "name": day.name} for day in days]
            for of, days in rows.items()
        }
        return {
            "year": year,
            "source": self.cleaned_data["source"],
            "days": plain[year],
            "earlier": plain[year - 1],
            "reason": self.cleaned_data["reason"],
        }
