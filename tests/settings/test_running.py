"""make run's supervisor, where the servers are, and what is kept on a machine nobody configured."""

from __future__ import annotations

import gettext
import os
import socket
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.cache import caches
from kombu.exceptions import OperationalError

from settings import services
from settings.cache import ForgivingCache
from settings.celery import app
from settings.embedded import Home
from settings.keys import kept_secret
from settings.processes import Child, Processes
from settings.translations import compile_catalogues

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parents[2]


def up(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "settings.up"],
        cwd=PROJECT,
        env={**os.environ, "COURT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "settings.dev", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_busy_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = up(tmp_path / "home", PORT=str(port))
    assert done.returncode == 1
    assert f"端口 {port} 不可用" in done.stderr and f"Port {port} cannot be used" in done.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("port", ["no", "0", "70000", "-1", "８０００"])
def test_a_port_that_is_none_is_said(tmp_path: Path, port: str) -> None:
    done = up(tmp_path / "home", PORT=port)
    assert done.returncode == 1 and "PORT must be 1-65535" in done.stderr


def test_a_second_run_in_the_same_folder_is_said(home: Home) -> None:
    import fcntl

    home.prepare()
    with home.lock("up").open("a+") as lock, socket.socket() as free:
        fcntl.flock(lock, fcntl.LOCK_EX)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        done = up(home.path, PORT=str(port))
    assert done.returncode == 1
    assert "本系统已在运行" in done.stderr and "Already running" in done.stderr


def test_children_end_together_even_those_that_do_not_want_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("settings.processes.STOP_SECONDS", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    stubborn = f"{deaf}; print('on', flush=True); time.sleep(60)"
    processes = Processes()
    willing = Child("willing", [sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "w.log")
    unwilling = Child("unwilling", [sys.executable, "-c", stubborn], tmp_path / "u.log")
    for child in (willing, unwilling):
        processes.start(child)
    while unwilling.last_words() != "on":
        time.sleep(0.02)
    assert processes.ended() is None
    processes.stop()
    assert [child.process.poll() for child in (willing, unwilling) if child.process] == [-15, -9]


def test_a_child_that_ends_is_noticed(tmp_path: Path) -> None:
    processes = Processes()
    child = Child(
        "web", [sys.executable, "-c", "print('no such table'); raise SystemExit(3)"], tmp_path / "log"
    )
    processes.start(child)
    assert child.process is not None
    child.process.wait()
    assert processes.ended() is child and child.last_words() == "no such table"
    processes.stop()


def test_servers_of_the_environment_are_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    assert services.embedded_parts() == ("postgres", "valkey")
    monkeypatch.setenv("DATABASE_URL", "postgres://web:w@db.court:5432/court")
    assert services.embedded_parts() == ("valkey",)
    monkeypatch.setenv("REDIS_URL", "rediss://:secret@cache.court:6380/0")
    assert services.embedded_parts() == ()
    assert services.broker_url() == "rediss://:secret@cache.court:6380/0"
    assert services.cache_url() == "rediss://:secret@cache.court:6380/1"


def test_migrations_use_the_owner_where_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://web:w@db.court:5432/court")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://owner:o@db.court:5432/court")
    monkeypatch.delenv("COURT_DB_ROLE", raising=False)
    assert services.database()["USER"] == "web"
    monkeypatch.setenv("COURT_DB_ROLE", "owner")
    assert services.database()["USER"] == "owner"
    monkeypatch.delenv("DATABASE_OWNER_URL")
    assert services.database()["USER"] == "web"


def test_a_secret_is_made_once_and_closed(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> str:
        made.append(f"secret {len(made)}")
        return made[-1]

    with ThreadPoolExecutor(1) as pool:
        kept = [pool.submit(kept_secret, tmp_path / "secrets", "key", make).result() for _ in range(3)]
    assert kept == ["secret 0"] * 3
    assert stat.S_IMODE((tmp_path / "secrets" / "key").stat().st_mode) == 0o600


def test_catalogues_are_compiled_when_they_changed(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "django.po").write_text(header + 'msgid "立案"\nmsgstr "Filing"\n', encoding="utf-8")
    assert compile_catalogues(tmp_path) == [folder / "django.mo"]
    assert compile_catalogues(tmp_path) == []
    assert gettext.translation("django", tmp_path, ["en"]).gettext("立案") == "Filing"


def test_a_cache_that_is_away_costs_one_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ForgivingCache, "_away_until", 0.0)
    away = ForgivingCache(f"unix://{tmp_path}/none.sock?db=1", {})
    assert away.get("k", "nothing") == "nothing"
    away.set("k", 1)
    assert away.add("k", 1) is True and away.incr("k", 2) == 2 and away.get_many(["k"]) == {}
    assert away.delete("k") is False and away.has_key("k") is False
    assert [away.count("k", 60) for _ in range(3)] == [1, 1, 1], "with the cache away nobody is counted"


def test_a_cache_that_is_there_caches(clean_broker: None) -> None:
    cache = caches["default"]
    cache.set("k", 1)
    assert cache.incr("k") == 2 and cache.get("k") == 2 and cache.add("k", 5) is False
    with pytest.raises(ValueError):
        cache.incr("none")
    assert [cache.count("calls", 60) for _ in range(3)] == [1, 2, 3]
    assert cache.get("calls") == 3 and cache.count("others", 60) == 1


@pytest.mark.parametrize("kind", ["refused", "silent"])
def test_publishing_gives_up_at_once_when_the_broker_is_away(
    kind: str,
) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if kind == "silent":
            server.listen()  # takes connections and never answers: a broker that hangs
        url = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        begun = time.monotonic()
        with app.connection_for_write(url=url) as session, pytest.raises(OperationalError):
            app.send_task("any.task", connection=session)
        assert time.monotonic() - begun < 2.0
