"""The keeper of one server: ``python -m settings.embedded PART HOME [--not-durable]``.

Starts the server (or takes over one whose keeper was killed), starts it again
should it die, and stops it when nobody holds it any more or on SIGTERM.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import IO

from settings.embedded.account import dropped
from settings.embedded.home import EmbeddedError, Home
from settings.embedded.servers import Postgres, Server, Valkey

SERVERS: dict[str, Callable[[Home], Server]] = {"postgres": Postgres, "valkey": Valkey}
STOP_SIGNAL = {"postgres": signal.SIGINT, "valkey": signal.SIGTERM}
"""PostgreSQL's SIGINT is its fast shutdown: sessions are ended, data is checkpointed."""
START_SECONDS, STOP_SECONDS, LOOK_SECONDS = 45.0, 30.0, 0.2
RESTARTS = 6


class Keeper:
    """Watches over one server of one home."""

    def __init__(self, home: Home, part: str) -> None:
        self.home = home
        self.part = part
        self.server = SERVERS[part](home)
        self.ready = home.lock(f"{part}.ready")
        self.child: subprocess.Popen[bytes] | None = None
        self.adopted: int | None = None
        self.asked_to_stop = False

    def run(self) -> None:
        """Keep the server until nobody needs it. Raises EmbeddedError when it cannot be started."""
        self.ready.unlink(missing_ok=True)
        try:
            self._start()
            self._watch()
        finally:
            self.ready.unlink(missing_ok=True)
            self._stop()

    def ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def _start(self) -> None:
        self.child, self.adopted = None, self.server.running_pid()
        if self.adopted is None:
            self.server.initialise()
            with self.home.log(self.part).open("ab") as log:
                self.child = subprocess.Popen(
                    self.server.command(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    **dropped(),
                )
        deadline = time.monotonic() + START_SECONDS
        while not self.server.answers():
            if not self._lives() or time.monotonic() > deadline:
                raise EmbeddedError(f"{self.part} does not answer")
            time.sleep(0.02)
        self.server.settle()
        self.ready.write_text(f"{os.getpid()}\n", encoding="utf-8")
        say(f"{self.part}: {'taken over' if self.adopted else 'started'} for {self.home.path}")

    def _watch(self) -> None:
        with self.home.lock(f"{self.part}.users").open("a+", encoding="utf-8") as users:
            while not self.asked_to_stop:
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    time.sleep(LOOK_SECONDS)
                else:
                    # Kept locked until the server is down: a new user waits and then starts afresh.
                    self.ready.unlink(missing_ok=True)
                    self._stop()
                    return
                if not self._lives():
                    self._start_again()

    def _start_again(self) -> None:
        """Sessions of a server that was killed take a moment to go, and it does not start before."""
        say(f"{self.part}: died, starting again")
        self.ready.unlink(missing_ok=True)
        for attempt in range(1, RESTARTS + 1):
            time.sleep(LOOK_SECONDS * attempt)
            try:
                return self._start()
            except EmbeddedError as error:
                say(f"{self.part}: attempt {attempt}: {error}")
        raise EmbeddedError(f"{self.part} died and does not start again")

    def _pid(self) -> int | None:
        if self.child is not None:
            return self.child.pid if self.child.poll() is None else None
        return self.adopted if self.adopted and self.server.running_pid() == self.adopted else None

    def _lives(self) -> bool:
        return self._pid() is not None

    def _stop(self) -> None:
        pid = self._pid()
        if pid is None:
            return
        os.kill(pid, STOP_SIGNAL[self.part])
        deadline = time.monotonic() + STOP_SECONDS
        while self._lives() and time.monotonic() < deadline:
            time.sleep(0.02)
        if self._lives():
            os.kill(pid, signal.SIGQUIT)
        if self.child is not None:
            self.child.wait()
        say(f"{self.part}: stopped")


def say(message: str) -> None:
    print(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {message}", flush=True)


def only_keeper(file: IO[str]) -> bool:
    """Take the keeper's lock; whoever asks for the keeper holds it for an instant, so try for a while."""
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.01)
        else:
            return True
    return False


def main() -> int:
    parser = argparse.ArgumentParser(prog="settings.embedded", description=__doc__)
    parser.add_argument("part", choices=sorted(SERVERS))
    parser.add_argument("home", type=Path)
    parser.add_argument("--not-durable", action="store_true")
    options = parser.parse_args()
    home = Home(options.home, durable=not options.not_durable)
    home.prepare()
    with home.lock(f"{options.part}.keeper").open("a+", encoding="utf-8") as mine:
        if not only_keeper(mine):
            return 0
        keeper = Keeper(home, options.part)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, keeper.ask_to_stop)
        try:
            keeper.run()
        except EmbeddedError as error:
            say(f"{options.part}: {error}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
