"""What stands in a digest, who gets it by mail, and a mail server that fails for a while."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django_celery_beat.models import PeriodicTask

from cases.docket.domain import Urgency
from courts.actors.domain import Role
from courts.calendar.selectors import work_calendar
from courts.outbox.models import OutboxMessage
from courts.outbox.services import deliver, sweep
from courts.people.selectors import viewer_of
from courts.refusals.domain import InvalidInput
from courts.trail.models import TrailEvent
from oversight.alerts.services.raising import raise_limit_alerts
from oversight.digests.domain import CaseName, Item, first_workday_of_week, sections
from oversight.digests.models import DigestMail, MailChoice
from oversight.digests.selectors import digest
from oversight.digests.services import choose_mail, post_digests
from tests.kit.mailbox import Mailbox, mail_server
from tests.kit.refusing import check_refused
from tests.oversight.bench import at

FILED, DAY = date(2025, 3, 14), date(2025, 9, 22)
"""A Monday on which the case of example 1 is over its limit."""


@pytest.fixture
def server(settings: Any) -> Iterator[Mailbox]:
    with mail_server() as box:
        settings.MAIL_ON = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.DEFAULT_FROM_EMAIL, settings.MAIL_DOMAIN = "court@court.example", "court.example"
        settings.SITE_URL = "https://court.example"
        yield box


@pytest.fixture
def judge(bench: Any, court: Any) -> Any:
    """A judge with an overdue case and an overdue sealed one, who wants the mail."""
    division = bench.division(court)
    person = bench.person(Role.JUDGE, court, division)
    person.email = "judge@court.example"
    person.save()
    bench.case(court, FILED, handler=person, division=division)
    bench.case(court, FILED, handler=person, division=division, sealed="juvenile")
    raise_limit_alerts(court_ids=None, after=None, until=DAY, at=at(DAY, 1))
    sweep(at=at(DAY, 2))
    return person


def wants(person: Any, language: str = "zh-hans") -> None:
    MailChoice.objects.create(person=person, by_mail=True, language=language, chosen_at=at(DAY))


def send(day: date = DAY, hour: int = 7) -> int:
    """The morning's job, and the outbox delivering what is due."""
    new = post_digests(day=day, at=at(day, hour))
    for pk in OutboxMessage.objects.filter(topic="digest_mail", delivered_at=None).values_list(
        "pk", flat=True
    ):
        deliver(pk, at=at(day, hour))
    return new


def text_of(box: Mailbox, number: int = 0, kind: str = "plain") -> str:
    part = box.letters[number].get_body(preferencelist=(kind,))
    assert part is not None
    return str(part.get_content())


def test_the_digest_counts_what_the_work_list_shows(judge: Any) -> None:
    found = digest(viewer_of(judge, DAY), DAY)
    assert [(part.urgency, part.count, part.sealed) for part in found.sections] == [(Urgency.OVER, 2, 1)]
    assert found.sections[0].numbers == ("（2025）吉0621民初1号",)
    assert (found.total, found.dispatch) == (2, None)


def test_sections_by_urgency_with_numbers_cut_and_sealed_unnamed() -> None:
    from uuid import UUID

    ids = [UUID(int=n) for n in range(25)]
    names = {pk: CaseName(f"第{pk.int}号", sealed=pk.int == 24) for pk in ids}
    found = sections([Item(DAY, pk) for pk in ids] + [Item(None, None)], names, DAY)
    assert [(part.urgency, part.count, len(part.numbers), part.more, part.sealed) for part in found] == [
        (Urgency.TODAY, 25, 20, 4, 1),
        (Urgency.FREE, 1, 0, 0, 0),
    ]
    assert all("第24号" not in part.numbers for part in found)


def test_the_mail_has_counts_and_numbers_only(server: Mailbox, judge: Any) -> None:
    wants(judge)
    assert send() == 1
    letter = server.letters[0]
    assert letter["To"] == "judge@court.example" and letter["From"] == "court@court.example"
    assert letter["Subject"].strip() == "【抚松县人民法院】2025-09-22 提要：待办 2 件"
    for kind in ("plain", "html"):
        said = text_of(server, 0, kind)
        assert "（2025）吉0621民初1号" in said and "民初2号" not in said
        assert "不公开案件 1 件" in said and "已逾期 2 件" in said
        assert "离婚" not in said and "https://court.example/digest/" in said
    assert DigestMail.objects.get().sent_at == at(DAY, 7)


def test_in_english(server: Mailbox, judge: Any) -> None:
    wants(judge, "en")
    send()
    assert "2025-09-22 digest: 2 to do" in server.letters[0]["Subject"]
    assert "2 things wait for you" in text_of(server) and "待办" not in text_of(server)


def test_once_a_person_and_day_however_often_it_runs(server: Mailbox, judge: Any) -> None:
    wants(judge)
    assert [send(), send(hour=8)] == [1, 0]
    message = OutboxMessage.objects.get(topic="digest_mail")
    OutboxMessage.objects.update(delivered_at=None)
    deliver(message.pk, at=at(DAY, 9))
    assert len(server.letters) == 1
    assert send(DAY + timedelta(days=1)) == 1
    first, second = (letter["Message-ID"] for letter in server.letters)
    assert judge.pk.hex in first and first != second


def test_a_server_that_fails_is_tried_again_later_and_it_shows(server: Mailbox, judge: Any) -> None:
    server.refuse = 2
    wants(judge)
    send()
    message = OutboxMessage.objects.get(topic="digest_mail")
    assert "451" in message.last_error and message.next_try_at == at(DAY, 7) + timedelta(minutes=1)
    assert DigestMail.objects.get().sent_at is None
    client = Client()
    client.force_login(judge)
    with time_machine.travel(at(DAY, 7), tick=False):
        said = client.get("/me/notices/").content.decode()
    assert "重试中" in said and "第 1 次发送失败" in said and "451" in said
    assert sweep(at=at(DAY, 7)) == 0, "it waits"
    assert sweep(at=at(DAY, 7) + timedelta(minutes=1)) == 0, "the second try fails too"
    message.refresh_from_db()
    assert message.next_try_at == at(DAY, 7) + timedelta(minutes=3), "longer each time"
    assert sweep(at=at(DAY, 8)) == 1
    assert len(server.letters) == 1 and server.tried == 3
    with time_machine.travel(at(DAY, 9), tick=False):
        client = Client()
        client.force_login(judge)
        assert "已发出" in client.get("/me/notices/").content.decode()


def test_a_mail_whose_day_is_over_is_dropped(server: Mailbox, judge: Any) -> None:
    server.refuse = 1
    wants(judge)
    send()
    assert sweep(at=at(DAY + timedelta(days=1), 8)) == 1
    assert (DigestMail.objects.get().dropped, server.letters) == ("late", [])


def test_a_mail_no_longer_wanted_is_dropped(server: Mailbox, judge: Any) -> None:
    server.refuse = 1
    wants(judge)
    send()
    MailChoice.objects.update(by_mail=False)
    sweep(at=at(DAY, 9))
    assert (DigestMail.objects.get().dropped, server.letters) == ("unwanted", [])


@pytest.mark.parametrize(
    ("day", "new"),
    [
        (date(2025, 9, 22), 1),
        (date(2025, 9, 27), 0),  # Saturday
        (date(2025, 9, 28), 1),  # Sunday, worked in exchange
        (date(2025, 10, 1), 0),  # National Day
    ],
)
def test_working_days_only(server: Mailbox, judge: Any, day: date, new: int) -> None:
    wants(judge)
    assert send(day) == new == len(server.letters)


def test_who_gets_none(bench: Any, court: Any, server: Mailbox, judge: Any) -> None:
    wants(judge)
    judge.email = ""
    judge.save()
    assert send() == 0
    judge.email, judge.is_active = "judge@court.example", False
    judge.save()
    assert send() == 0
    judge.is_active = True
    judge.save()
    judge.posts.update(to_on=DAY - timedelta(days=1))
    assert send() == 0


def test_off_unless_it_is_configured(judge: Any) -> None:
    wants(judge)
    assert post_digests(day=DAY, at=at(DAY, 7)) == 0 and not DigestMail.objects.exists()


def test_the_week_s_list_on_its_first_working_day(
    bench: Any, court: Any, server: Mailbox, judge: Any
) -> None:
    president = bench.person(Role.PRESIDENT, court)
    president.email = "president@court.example"
    president.save()
    wants(president)
    send()
    send(DAY + timedelta(days=1))
    assert "第 39 周调度：1 件" in text_of(server) and "周调度" not in text_of(server, 1)
    assert "不公开" not in text_of(server), "a president is not told of sealed cases, not even by number"


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2025, 9, 22), True),
        (date(2025, 9, 23), False),
        (date(2025, 10, 6), False),
        (date(2025, 10, 9), True),  # the holiday ends on Wednesday the 8th
        (date(2025, 10, 10), False),
        (date(2025, 9, 28), False),
    ],
)
@pytest.mark.django_db
def test_first_working_day_of_the_week(bench: Any, day: date, first: bool) -> None:
    assert first_workday_of_week(work_calendar(), day) is first


def test_choosing_is_on_the_trail_with_before_and_after(bench: Any, server: Mailbox, judge: Any) -> None:
    actor = bench.actor(judge, DAY)
    choose_mail(by_mail=True, language="en", actor=actor)
    choose_mail(by_mail=False, language="en", actor=actor)
    assert TrailEvent.objects.filter(verb="mail_choice_changed").count() == 2
    assert MailChoice.objects.get().by_mail is False
    with pytest.raises(InvalidInput):
        choose_mail(by_mail=True, language="fr", actor=actor)


def test_without_an_address_or_a_server_DIGEST_NO_ADDRESS(
    bench: Any, settings: Any, server: Mailbox, judge: Any
) -> None:
    """The rule DIGEST-NO-ADDRESS."""
    settings.MAIL_ON = False
    check_refused(
        lambda: choose_mail(by_mail=True, language="en", actor=bench.actor(judge, DAY)), "DIGEST-NO-ADDRESS"
    )
    settings.MAIL_ON = True
    judge.email = ""
    judge.save()
    check_refused(
        lambda: choose_mail(by_mail=True, language="en", actor=bench.actor(judge, DAY)), "DIGEST-NO-ADDRESS"
    )


def test_the_pages(bench: Any, court: Any, server: Mailbox, judge: Any) -> None:
    client = Client()
    client.force_login(judge)
    with time_machine.travel(at(DAY, 10), tick=False):
        said = client.get("/digest/").content.decode()
        assert "签收预警：超审限" in said and "民初1号" in said and "民初2号" in said
        assert client.post("/me/notices/", {"by_mail": "on", "language": "en"}).status_code == 302
        assert MailChoice.objects.get().by_mail
        assert client.post("/me/notices/", {"by_mail": "on", "language": "fr"}).status_code == 400
        president = Client()
        president.force_login(bench.person(Role.PRESIDENT, court))
        assert "本周首个工作日" in president.get("/digest/").content.decode()
        nobody = Client()
        nobody.force_login(bench.person(Role.REVIEWER, court))
        assert "今天没有待办事项" in nobody.get("/digest/").content.decode()
    assert Client().get("/digest/").status_code == Client().get("/me/notices/").status_code == 302


@pytest.mark.django_db
def test_the_schedule() -> None:
    task = PeriodicTask.objects.select_related("crontab").get(name="digests")
    assert (task.task, task.crontab.hour, task.crontab.minute) == ("oversight.digests.post", "7", "30")
    assert str(task.crontab.timezone) == "Asia/Shanghai"
    from settings.celery import app

    assert "oversight.digests.post" in app.tasks
