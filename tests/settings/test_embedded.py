"""The launcher: one server for all who hold it, none when nobody does, whatever is killed."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from settings.embedded import EmbeddedError, Home
from settings.embedded.account import data_folder, server_account
from settings.embedded.process import command_line, pid_serving, socket_path
from settings.embedded.servers import Postgres, Valkey
from tests.settings.conftest import Holder, wait_down

Start = Callable[[Home], Holder]


def ask(home: Home, query: str, user: str = "court_owner") -> object:
    session = psycopg2.connect(host=str(home.sockets), dbname="court", user=user, connect_timeout=5)
    session.autocommit = True
    try:
        with session.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        session.close()


def keeper_pid(home: Home, part: str = "postgres") -> int:
    return int(home.lock(f"{part}.ready").read_text())


def server_pid(home: Home) -> int | None:
    return Postgres(home).running_pid()


def wait_for(check: Callable[[], object], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_data_stays_when_the_servers_go(home: Home, holder: Start) -> None:
    first = holder(home).up()
    ask(home, "CREATE TABLE kept AS SELECT 42 AS answer")
    assert Valkey(home).answers()
    first.go()
    wait_down(home)
    assert server_pid(home) is None and not Valkey(home).answers()
    second = holder(home).up()
    assert ask(home, "SELECT answer FROM kept") == 42
    second.go()


def test_the_last_to_leave_stops_the_server(home: Home, holder: Start) -> None:
    first, second = holder(home).up(), holder(home).up()
    shared = server_pid(home)
    first.go()
    time.sleep(0.6)  # three looks of the keeper
    assert server_pid(home) == shared is not None
    second.go()
    wait_down(home)
    assert server_pid(home) is None


def test_many_that_start_at_once_share_one_server(home: Home, holder: Start) -> None:
    together = [holder(home) for _ in range(5)]
    for one in together:
        one.up()
    assert ask(home, "SELECT count(DISTINCT pg_postmaster_start_time()) FROM generate_series(1, 3)") == 1
    assert home.log("keeper").read_text(encoding="utf-8").count("postgres: started") == 1


def test_a_killed_holder_counts_as_gone(home: Home, holder: Start) -> None:
    holder(home).up().kill()
    wait_down(home)
    assert server_pid(home) is None


def test_a_killed_keeper_is_replaced_and_its_server_taken_over(home: Home, holder: Start) -> None:
    first = holder(home).up()
    served = server_pid(home)
    os.kill(keeper_pid(home), signal.SIGKILL)
    first.kill()
    assert served and command_line(served), "the server itself was left running"
    second = holder(home).up()
    assert server_pid(home) == served
    second.go()
    wait_down(home)
    assert server_pid(home) is None and not command_line(served)


def test_a_killed_server_is_started_again_and_has_lost_nothing(home: Home, holder: Start) -> None:
    holder(replace(home, durable=True)).up()
    ask(home, "CREATE TABLE kept AS SELECT 42 AS answer")
    served = server_pid(home)
    assert served
    os.kill(served, signal.SIGKILL)
    wait_for(lambda: server_pid(home) not in (None, served) and home.lock("postgres.ready").exists())
    assert ask(home, "SELECT answer FROM kept") == 42


def test_a_pid_file_that_names_another_program_is_not_believed(home: Home, holder: Start) -> None:
    holder(home).up().go()
    wait_down(home)
    stale = Postgres(home).pid_file
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n")  # this test, which is no server
    holder(home).up()
    assert server_pid(home) not in (None, os.getpid())


def test_a_set_up_killed_half_way_is_done_again(home: Home, holder: Start) -> None:
    home.prepare()
    data = data_folder(home.path, home.key)
    (data / "postgres.new").mkdir()
    (data / "postgres.new" / "PG_VERSION").write_text("18\n")
    holder(home).up()
    assert ask(home, "SELECT 1") == 1


def test_two_homes_have_two_servers(new_home: Callable[[], Home], holder: Start) -> None:
    one, other = new_home(), new_home()
    holder(one).up()
    holder(other).up()
    ask(one, "CREATE TABLE mine (id int)")
    assert server_pid(one) != server_pid(other)
    assert ask(other, "SELECT to_regclass('mine')") is None


def test_the_web_role_reads_and_writes_what_the_owner_makes(home: Home, holder: Start) -> None:
    holder(home).up()
    ask(home, "CREATE TABLE made (id int GENERATED ALWAYS AS IDENTITY, word text)")
    ask(home, "INSERT INTO made (word) VALUES ('a')", user="court_web")
    assert ask(home, "UPDATE made SET word = 'b' RETURNING word", user="court_web") == "b"
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(home, "DROP TABLE made", user="court_web")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(home, "CREATE TABLE mine (id int)", user="court_web")


def test_nobody_else_gets_at_the_servers(home: Home, holder: Start) -> None:
    holder(home).up()
    assert home.sockets.stat().st_mode & 0o077 == 0
    assert data_folder(home.path, home.key).stat().st_mode & 0o077 == 0
    assert ask(home, "SHOW listen_addresses") == ""


@pytest.mark.skipif(os.getuid() != 0, reason="only root hands the servers to another account")
def test_root_keeps_data_elsewhere_when_the_folder_is_closed(tmp_path: Path, holder: Start) -> None:
    tmp_path.chmod(0o700)
    closed = Home(tmp_path / "home", durable=False)
    running = holder(closed).up()
    account, data = server_account(), data_folder(closed.path, closed.key)
    assert account is not None
    assert data.parent == Path("/var/lib") and data.stat().st_uid == account.uid
    assert ask(closed, "SELECT 1") == 1
    assert tmp_path.stat().st_mode & 0o777 == 0o700, "no folder is opened to the world"
    running.go()
    wait_down(closed)
    for left in (data, closed.sockets):
        shutil.rmtree(left)


@pytest.mark.skipif(os.getuid() != 0, reason="needs a folder of someone else")
def test_a_socket_folder_of_someone_else_is_refused(home: Home) -> None:
    home.sockets.mkdir()
    os.chown(home.sockets, 12345, 12345)
    with pytest.raises(EmbeddedError, match="belongs to someone else"):
        home.prepare()


def test_socket_paths_stay_short(tmp_path: Path) -> None:
    deep = Home(tmp_path.joinpath(*["very_long_folder_name"] * 20))
    assert len(os.fsencode(socket_path(deep, ".s.PGSQL.5432"))) < 40


def test_pid_serving_needs_the_right_command_line(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    assert pid_serving(note, tmp_path) is None
    note.write_text("not a number")
    assert pid_serving(note, tmp_path) is None
    note.write_text(f"{os.getpid()}\n")
    assert pid_serving(note, tmp_path / "no such folder") is None
