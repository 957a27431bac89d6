"""A real Celery worker on this test process's database and broker number."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from settings.celery import app

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0


@pytest.fixture
def celery_worker_process(
    transactional_db: None, clean_broker: None, tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that takes one task at a time, up before the test begins; its log is in tmp_path/worker.log.

    The test's rows must be committed for it to see them, hence the transactional database.
    """
    name = f"test-{os.getpid()}@localhost"
    command = [sys.executable, "-m", "celery", "-A", "settings.celery", "worker", "--concurrency", "1"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test"}
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        worker = subprocess.Popen(
            [*command, "--hostname", name, "--without-gossip", "--without-mingle"],
            cwd=PROJECT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not app.control.ping(destination=[name], timeout=0.5):
            assert worker.poll() is None and time.monotonic() < deadline, log.read_text(encoding="utf-8")
        yield worker
    finally:
        # Its database and its broker's numbers are thrown away, so that nothing is to be finished.
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


@pytest.fixture
def eventually() -> Callable[..., object]:
    """``eventually(check, seconds=10)``: call until it returns something true; fails with the last answer."""

    def wait(check: Callable[[], object], seconds: float = 10.0) -> object:
        deadline = time.monotonic() + seconds
        while True:
            answer = check()
            if answer or time.monotonic() > deadline:
                assert answer, f"still {answer!r} after {seconds} s"
                return answer
            time.sleep(0.05)

    return wait
