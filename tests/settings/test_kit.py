"""The test equipment itself: real permissions, a renewed database, a real worker."""

from __future__ import annotations

import psycopg2
import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import ProgrammingError, connection

from settings.celery import app


@pytest.mark.django_db
def test_the_running_role_may_change_rows_but_define_nothing() -> None:
    group = Group.objects.create(name="立案庭")
    Group.objects.filter(pk=group.pk).update(name="民庭")
    assert Group.objects.get().name == "民庭"
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.intruder (id int)")


@pytest.mark.django_db
def test_the_running_role_may_not_empty_a_table() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE auth_group CASCADE")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_an_open_test_leaves_nothing_to_the_next(turn: int) -> None:
    assert not Group.objects.exists()
    group = Group.objects.create(name=f"第{turn}次")
    if turn == 2:
        assert group.pk == 1, "counters are those of the template too"


def test_the_owner_may_define(owner_session: psycopg2.extensions.connection) -> None:
    with owner_session.cursor() as cursor:
        cursor.execute("CREATE TABLE public.added (id int)")
        cursor.execute("SELECT has_table_privilege('court_web', 'public.added', 'INSERT')")
        assert cursor.fetchone() == (True,)


@app.task(name="tests.remember")
def remember(key: str, value: str) -> None:
    cache.set(key, value)


def test_a_published_task_waits_in_the_broker(clean_broker: None) -> None:
    remember.delay("k", "v")
    with app.connection_for_read() as session:
        assert session.default_channel.client.llen("court") == 1


def test_a_worker_of_its_own_answers(celery_worker_process: object) -> None:
    assert app.control.inspect(timeout=2).ping()
