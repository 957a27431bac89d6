"""Row-level history is kept by the database: bulk and raw SQL do not get past it."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from cases.docket.models import Case
from courts.people.models import Person, Post
from tests.builders import CourtHouse, court_with_people, filed_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> CourtHouse:
    return court_with_people(judges=1)


def history(row: Any) -> list[Any]:
    """The versions of a row that history kept, oldest first."""
    event = apps.get_model(row._meta.app_label, f"{row._meta.object_name}Event")
    return list(event.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id"))


def test_a_raw_update_leaves_the_old_and_the_new_version(house: CourtHouse) -> None:
    case = filed_case(house)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET cause_name = '借款' WHERE id = %s", [case.pk])
    kept = history(case)
    assert [(row.pgh_label, row.cause_name) for row in kept] == [
        ("insert", "民间借贷纠纷"),
        ("update", "借款"),
    ]


def test_a_bulk_update_is_kept_row_by_row(house: CourtHouse) -> None:
    cases = [filed_case(house) for _ in range(3)]
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(title="x")
    assert [[row.title for row in history(case)] for case in cases] == [["", "x"]] * 3


def test_a_raw_delete_is_kept(house: CourtHouse) -> None:
    post = house.clerk.posts.get()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM courts_post WHERE id = %s", [post.pk])
    assert [row.pgh_label for row in history(post)] == ["insert", "delete"]
    assert not Post.objects.filter(pk=post.pk).exists()


def test_no_password_gets_into_the_history(house: CourtHouse) -> None:
    Person.objects.filter(pk=house.clerk.pk).update(password="secret", last_login=None, name="赵敏")
    kept = history(house.clerk)
    assert [row.name for row in kept][-1] == "赵敏"
    names = {field.name for field in kept[0]._meta.fields}
    assert not names & {"password", "last_login"}


@pytest.mark.parametrize(
    "name",
    [
        "courts.Court",
        "courts.Division",
        "courts.Person",
        "courts.Post",
        "courts.QuotaTerm",
        "cases.Case",
        "cases.CaseHandling",
        "assignment.Pool",
        "assignment.PoolMember",
        "assignment.Absence",
        "assignment.Draw",
    ],
)
def test_the_main_tables_keep_history(name: str) -> None:
    table = apps.get_model(name)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger_%%'"
            " AND tgenabled <> 'D'",
            [table],
        )
        assert cursor.fetchone()[0] >= 3, "insert, update and delete"
