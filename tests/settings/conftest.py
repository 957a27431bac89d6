"""Homes of their own for the launcher's tests, and processes that hold their servers."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from settings.embedded import Home
from settings.embedded.share import PARTS, keeper_lives

PROJECT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from settings.embedded import Home, hold
hold(Home(Path(sys.argv[1]), durable=sys.argv[2] == "True"))
print("up", flush=True)
sys.stdin.read()
"""


class Holder:
    """A process that holds the servers of a home until it is told to go, or killed."""

    def __init__(self, home: Home) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(home.path), str(home.durable)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def up(self) -> Holder:
        """Wait until it says that the servers are up."""
        assert self.process.stdout is not None and self.process.stderr is not None
        said = self.process.stdout.readline()
        assert said == "up\n", self.process.stderr.read()
        return self

    def go(self) -> None:
        self.process.communicate("", timeout=30)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def new_home() -> Iterator[Callable[[], Home]]:
    """Homes that the server account can reach; gone afterwards, with everything that ran in them."""
    homes: list[Home] = []

    def make() -> Home:
        homes.append(Home(Path(tempfile.mkdtemp(prefix="court-tests-", dir="/tmp")), durable=False))
        return homes[-1]

    yield make
    for home in homes:
        wait_down(home)
        shutil.rmtree(home.path, ignore_errors=True)
        shutil.rmtree(home.sockets, ignore_errors=True)


@pytest.fixture
def home(new_home: Callable[[], Home]) -> Home:
    return new_home()


@pytest.fixture
def holder() -> Iterator[Callable[[Home], Holder]]:
    """Start processes that hold a home's servers; those still there are killed in the end."""
    started: list[Holder] = []

    def start(home: Home) -> Holder:
        started.append(Holder(home))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.kill()


def wait_down(home: Home, seconds: float = 20.0) -> None:
    """Wait until no keeper is left. Fails when one stays."""
    deadline = time.monotonic() + seconds
    while home.lock("").is_dir() and any(keeper_lives(home, part) for part in PARTS):
        assert time.monotonic() < deadline, "the servers are still kept"
        time.sleep(0.02)
