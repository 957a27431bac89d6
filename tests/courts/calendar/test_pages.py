"""A year is confirmed in two steps: what the notice says and what would move, then the confirmation."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from weasyprint import HTML

from cases.limits.models import CaseClock
from courts.calendar.domain import read_notice
from courts.calendar.models import CalendarDay, CalendarYear
from courts.calendar.registry import weigh
from courts.calendar.selectors import calendar_with
from courts.trail.models import TrailEvent
from tests.builders import CourtHouse, court_with_people, today
from tests.courts.calendar.test_notice import NOTICE_2026
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=1, types=("民初",)))
THIS_YEAR = NOTICE_2026.replace("2026年", "{year}年")
NEXT = 2027
LINES = "2027-01-01 放假 元旦\n2027-01-02 放假 元旦"


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def post(house: CourtHouse, who: str = "trial_management", **data: Any) -> Any:
    given = {"year": NEXT, "source": "国办发明电〔2026〕9号", "text": LINES, "reason": "", **data}
    return signed_in(getattr(house, who)).post("/calendar/", given)


def test_the_first_press_shows_and_saves_nothing(house: CourtHouse) -> None:
    answer = post(house)
    page = answer.content.decode()
    assert answer.status_code == 200 and "2027-01" in page and "确认并重新计算审限" in page
    assert "没有提到" in page and "春节" in page
    assert not CalendarYear.objects.filter(year=NEXT).exclude(confirmed_on=None).exists()


def test_the_second_press_confirms(house: CourtHouse) -> None:
    answer = post(house, confirm="1")
    assert answer.status_code == 302
    year = CalendarYear.objects.get(year=NEXT)
    assert (year.source, year.confirmed_by) == ("国办发明电〔2026〕9号", house.trial_management.name)
    assert CalendarDay.objects.filter(year_id=NEXT).count() == 2
    event = TrailEvent.objects.select_related("payload").get(verb="calendar_confirmed")
    assert event.court_id == house.court.pk and "2027-01-01" in event.payload.body


def test_a_faulty_line_keeps_the_text(house: CourtHouse) -> None:
    answer = post(house, text="元旦：1月1日（周三）放假。", confirm="1")
    page = answer.content.decode()
    assert answer.status_code == 400 and "第 1 行" in page and "元旦：1月1日（周三）放假。" in page
    assert not CalendarDay.objects.filter(year_id=NEXT).exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_notice_may_be_a_text_file(house: CourtHouse, encoding: str) -> None:
    """The number stands in the text, so it need not be typed."""
    text = "国办发明电〔2026〕9号\n元旦：1月1日（周五）至3日（周日）放假，共3天。"
    file = SimpleUploadedFile("notice.txt", text.encode(encoding))
    answer = post(house, text="", source="", file=file)
    page = answer.content.decode()
    assert answer.status_code == 200 and "国办发明电〔2026〕9号" in page and "1月1日（周五）" in page


def as_pdf(text: str) -> bytes:
    """The notice on narrow pages, so that every paragraph is broken in the middle."""
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    style = "@page { size: 90mm 140mm; margin: 8mm } body { font-family: 'Noto Serif CJK SC' }"
    written: bytes = HTML(string=f"<style>{style}</style>{body}").write_pdf()
    return written


def as_word(text: str) -> bytes:
    made, kept_in = Document(), BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(kept_in)
    return kept_in.getvalue()


@pytest.mark.parametrize("made", [as_pdf, as_word])
def test_the_printed_notice_says_what_the_pasted_one_says(house: CourtHouse, made: Any) -> None:
    CalendarYear.objects.filter(year=2026).update(confirmed_on=None)
    file = SimpleUploadedFile("notice", made(NOTICE_2026))
    answer = post(house, year=2026, source="", text="", file=file)
    page = answer.content.decode()
    assert answer.status_code == 200, page[:3000]
    given = {name: value for name, value in answer.context["plan"]["hidden"]}
    said, pasted = read_notice(given["text"], 2026), read_notice(NOTICE_2026, 2026)
    assert not said.faults and said.number == pasted.number
    assert [(day.day, day.kind, day.name) for day in said.days] == [
        (day.day, day.kind, day.name) for day in pasted.days
    ]


@pytest.mark.parametrize(
    "raw, said",
    [
        (b"%PDF-1.7\x00\x01\x02\xff\xfe", "PDF 打不开"),
        (b"PK\x03\x04 not a zip", "Word 文件打不开"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "只能读取"),
    ],
)
def test_a_file_that_cannot_be_read_is_turned_down(house: CourtHouse, raw: bytes, said: str) -> None:
    answer = post(house, text="", file=SimpleUploadedFile("notice.pdf", raw))
    assert answer.status_code == 400 and said in answer.content.decode()
    assert post(house, text=" ").status_code == 400


def test_a_correction_without_a_reason_is_refused(house: CourtHouse) -> None:
    post(house, confirm="1")
    shorter = {"text": "2027-01-01 放假 元旦", "confirm": "1"}
    refused = post(house, **shorter)
    assert refused.status_code == 422 and "CALENDAR-REASON" in refused.content.decode()
    assert CalendarDay.objects.filter(year_id=NEXT).count() == 2
    assert post(house, reason="国务院办公厅调整通知", **shorter).status_code == 302
    assert CalendarDay.objects.filter(year_id=NEXT).count() == 1
    assert TrailEvent.objects.filter(verb="calendar_corrected").count() == 1


def test_days_before_the_year_are_added_to_the_year_before(house: CourtHouse) -> None:
    text = "元旦：2026年12月31日（周四）至2027年1月2日（周六）放假调休，共3天。2026年12月27日（周日）上班。"
    before = CalendarDay.objects.filter(year_id=2026).count()
    assert "上一年末" in post(house, text=text).content.decode()
    assert post(house, text=text, confirm="1").status_code == 302
    assert CalendarDay.objects.filter(year_id=2026).count() == before + 2
    assert CalendarDay.objects.filter(year_id=NEXT).count() == 2


def test_only_who_may_confirm_has_the_form(house: CourtHouse) -> None:
    for who, may in (("administrator", True), ("clerk", False), ("president", False)):
        page = signed_in(getattr(house, who)).get("/calendar/").content.decode()
        assert ("读取并核对" in page) is may
        assert post(house, who).status_code == (200 if may else 404)


def test_older_years_are_folded(house: CourtHouse) -> None:
    page = signed_in(house.clerk).get("/calendar/").content.decode()
    opened = {
        f"<h2>{year}</h2>" in part
        for part in page.split("<details")[1:]
        if " open" in part[:40]
        for year in (today().year, today().year + 1)
    }
    assert True in opened
    assert page.count('<details class="panel year" open') <= 2


def test_what_would_move_is_counted_and_stays(house: CourtHouse) -> None:
    from datetime import date

    from tests.builders import accepted_case

    case = accepted_case(house, on=date(2026, 7, 1))
    clock = CaseClock.objects.get(case=case)
    assert clock.due_on is not None
    text = f"{clock.due_on.isoformat()} 放假 临时放假"
    notice = read_notice(text, clock.due_on.year)
    assert notice.faults == ()
    assert weigh(clock.due_on.year, calendar_with(notice), date(2026, 7, 2)).cases == 1
    fresh = CaseClock.objects.get(case=case)
    assert (fresh.due_on, fresh.latest_lawful_on) == (clock.due_on, clock.latest_lawful_on)
