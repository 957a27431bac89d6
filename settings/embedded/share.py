"""Holding a server: a shared lock for every user of it, a keeper that leaves when the last lock is gone.

Three files per server in COURT_HOME/lock: ``<part>.users`` (shared by whoever
uses it; the keeper takes it exclusively to know that nobody is left),
``<part>.keeper`` (the one keeper) and ``<part>.start`` (one starter at a time).
The kernel drops a lock with the process, so a kill -9 leaves nothing to clean.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from settings.embedded.home import PROJECT, EmbeddedError, Home

PARTS = ("postgres", "valkey")
START_SECONDS = 60.0
STOP_SECONDS = 60.0

_held: dict[tuple[Home, str], IO[str]] = {}
_started: list[subprocess.Popen[bytes]] = []


def hold(home: Home, *parts: str) -> None:
    """Make sure the servers run, and keep them running while this process (or a fork of it) lives.

    Safe to call again. Raises EmbeddedError when a server cannot be brought up.
    """
    home.prepare()
    for part in parts or PARTS:
        if (home, part) not in _held:
            _held[home, part] = _join(home, part)


def release(home: Home, *, wait: bool = False) -> None:
    """Stop holding. With ``wait``, return when servers that nobody else holds have stopped."""
    mine = [(key, file) for key, file in _held.items() if key[0] == home]
    for key, file in mine:
        # Closing and not unlocking: a fork that still holds the same file keeps the server.
        file.close()
        del _held[key]
    deadline = time.monotonic() + STOP_SECONDS
    for (_, part), _file in mine if wait else ():
        while time.monotonic() < deadline and not _others_hold(home, part) and keeper_lives(home, part):
            time.sleep(0.05)


def _others_hold(home: Home, part: str) -> bool:
    """Whether someone holds the server; the keeper, once it stops, holds it alone and counts as nobody."""
    return not _can_lock(home, f"{part}.users", fcntl.LOCK_EX) and _can_lock(
        home, f"{part}.users", fcntl.LOCK_SH
    )


def _join(home: Home, part: str) -> IO[str]:
    users = home.lock(f"{part}.users").open("a+", encoding="utf-8")
    with _starting(home, part):
        fcntl.flock(users, fcntl.LOCK_SH)
        _await_ready(home, part)
    return users


@contextmanager
def _starting(home: Home, part: str) -> Iterator[None]:
    with home.lock(f"{part}.start").open("a+", encoding="utf-8") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _await_ready(home: Home, part: str) -> None:
    """Wait for the keeper there is, or start one: the only one, since the start lock is held."""
    keeper: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if keeper_lives(home, part):
            if home.lock(f"{part}.ready").exists():
                return
        elif keeper is None:
            keeper = _start_keeper(home, part)
            _started.append(keeper)
        elif keeper.poll() is not None:
            raise EmbeddedError(f"{part} 无法启动 / did not start. {_last_words(home, part)}")
        time.sleep(0.02)
    raise EmbeddedError(
        f"{part} {START_SECONDS:.0f} 秒内未就绪 / not ready in time. {_last_words(home, part)}"
    )


def keeper_lives(home: Home, part: str) -> bool:
    return not _can_lock(home, f"{part}.keeper", fcntl.LOCK_SH)


def _can_lock(home: Home, name: str, kind: int) -> bool:
    with home.lock(name).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _start_keeper(home: Home, part: str) -> subprocess.Popen[bytes]:
    home.lock(f"{part}.ready").unlink(missing_ok=True)
    command = [sys.executable, "-m", "settings.embedded", part, str(home.path)]
    with home.log("keeper").open("ab") as log:
        # A session of its own: Ctrl-C in the terminal is for the command, not for what others share.
        return subprocess.Popen(
            command + ([] if home.durable else ["--not-durable"]),
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "PYTHONUTF8": "1"},
        )


def _last_words(home: Home, part: str) -> str:
    shown = []
    for path in (home.log("keeper"), home.log(part)):
        if path.exists():
            tail = path.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
            shown.append(f"{path}:\n" + "\n".join(tail))
    return "\n".join(shown)
