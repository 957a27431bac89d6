"""Where the bench runs: a home of its own with durable servers, the web server, the queue worker."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
WORKERS = 2
READY_SECONDS = 120.0
_SERVERS: dict[tuple[str, bool], tuple[int, int]] = {}
_RUNNING = ExitStack()


def settle(home: Path, *, workers: int) -> None:
    """Point this process and its children at the bench's home. Before Django is set up."""
    os.environ["COURT_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.dev")
    os.environ["WEB_WORKERS"] = str(workers)
    os.environ["PYTHONUTF8"] = "1"


def prepare() -> None:
    """Django, servers and tables."""
    import django

    from settings.services import bring_up

    bring_up()
    django.setup()
    manage("migrate", "--verbosity", "0")


def manage(*arguments: str) -> str:
    """Run a command as the owner of the tables, in a copy of this process; what it printed."""
    from django.db import connections

    connections.close_all()
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as copy:
        return copy.submit(_command, arguments).result()


def _command(arguments: tuple[str, ...]) -> str:
    from django.core.management import call_command
    from django.db import connections

    from settings.services import database

    os.environ["COURT_DB_ROLE"] = "owner"
    connections.settings["default"].update(database())
    said = StringIO()
    call_command(*arguments, stdout=said)
    return said.getvalue()


def remove(home: Path) -> None:
    """Stop the servers and delete their data."""
    from settings.embedded import Home, release
    from settings.embedded.account import data_folder

    if os.environ.get("DATABASE_URL"):
        return
    known = Home.from_environment()
    release(known, wait=True)
    shutil.rmtree(data_folder(known.path, known.key), ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def web_server(home: Path, application: str = "settings.wsgi", *, door: bool = True) -> tuple[int, int]:
    """gunicorn as in production on loopback, one for the whole run: (port, process id).

    ``door`` False leaves the system's middleware out, where the application can do without.
    """
    if (application, door) not in _SERVERS:
        _SERVERS[application, door] = _RUNNING.enter_context(_web_server(home, application, door))
    return _SERVERS[application, door]


def stop() -> None:
    """End the web servers of this run."""
    _RUNNING.close()
    _SERVERS.clear()


@contextmanager
def _web_server(home: Path, application: str, door: bool) -> Iterator[tuple[int, int]]:
    port = free_port()
    counters = home / f"counters-{port}"
    environment = {
        **os.environ,
        "WEB_BIND": f"127.0.0.1:{port}",
        "PROMETHEUS_MULTIPROC_DIR": str(counters),
        "BARE_DOOR": "1" if door else "0",
    }
    command = [PYTHON, "-m", "gunicorn", "-c", "python:settings.gunicorn", application]
    with _running(command, environment, home / f"web-{port}.log") as process:
        _await_answer(port, process)
        yield port, process.pid
    shutil.rmtree(counters, ignore_errors=True)


@contextmanager
def queue_worker(home: Path) -> Iterator[int]:
    """A Celery worker of as many processes as the web has. Yields its process id."""
    command = [
        PYTHON,
        "-m",
        "celery",
        "-A",
        "settings.celery",
        "worker",
        "--concurrency",
        os.environ["WEB_WORKERS"],
    ]
    more = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--hostname", "bench@%h"]
    with _running([*command, *more], dict(os.environ), home / "worker.log") as process:
        yield process.pid


@contextmanager
def _running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as sink:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_answer(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"the web server on port {port} does not answer")
