"""The whole system in one terminal: ``python -m settings.up`` (``make run``).

Brings the servers up, migrates, fills an empty database, runs web, worker and
beat, says where to go, and on Ctrl-C stops all that it started and nothing else.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from settings.embedded import EmbeddedError, Home, release
from settings.embedded.home import PROJECT
from settings.processes import Child, Processes
from settings.services import bring_up
from settings.translations import compile_catalogues

READY_SECONDS = 120.0
PYTHON = sys.executable


class CannotRun(Exception):
    """The system cannot be run; the message says why and what to do, in both languages."""


class Stopped(Exception):
    """Someone asked to stop."""


def stop_asked(signum: int, frame: FrameType | None) -> None:
    raise Stopped


def port() -> int:
    """The port to serve on (PORT, else 8000). Raises CannotRun when it is no port."""
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotRun(f"PORT 应为 1-65535 的整数 / PORT must be 1-65535, not {text!r}")
    return int(text)


def check_port(number: int) -> None:
    """Raises CannotRun when someone else serves there, before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as error:
            raise CannotRun(
                f"端口 {number} 不可用({error.strerror}),可换一个:PORT=8001 make run\n"
                f"Port {number} cannot be used ({error.strerror}); choose another: PORT=8001 make run"
            ) from None


def only_one(home: Home) -> object:
    """A lock that a second run in the same COURT_HOME does not get. Raises CannotRun."""
    lock = home.lock("up").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotRun(
            f"本系统已在运行(数据目录 {home.path})\nAlready running with the data folder {home.path}"
        ) from None
    return lock


def manage(*arguments: str) -> None:
    """Run a command of manage.py to its end. Raises CannotRun when it fails."""
    if subprocess.run([PYTHON, "manage.py", *arguments], cwd=PROJECT, check=False).returncode != 0:
        raise CannotRun(f"manage.py {' '.join(arguments)} 未成功 / failed, see above")


def children(number: int, home: Home) -> list[Child]:
    """Web, worker and beat, each with its log in COURT_HOME/log."""
    web = (
        *("gunicorn", "settings.wsgi", "--bind", f"127.0.0.1:{number}", "--no-control-socket"),
        *("--workers", "2", "--threads", "4", "--timeout", "120", "--graceful-timeout", "10"),
    )
    worker = (
        *("celery", "-A", "settings.celery", "worker", "--concurrency", "2", "--prefetch-multiplier", "1"),
        *("--loglevel", "INFO", "--without-gossip", "--without-mingle"),
        *("--hostname", f"worker-{home.key}@%h"),
    )
    beat = ("celery", "-A", "settings.celery", "beat", "--loglevel", "INFO")
    commands = {"web": web, "worker": worker, "beat": beat}
    return [Child(name, [PYTHON, "-m", *rest], home.log(name)) for name, rest in commands.items()]


def wait_until_ready(number: int, processes: Processes) -> None:
    """Wait for /healthz to say 200. Raises CannotRun when it does not in time or a process ends."""
    deadline = time.monotonic() + READY_SECONDS
    answer = "no answer"
    while time.monotonic() < deadline:
        check_children(processes)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{number}/healthz", timeout=5):
                return
        except urllib.error.HTTPError as error:
            answer = error.read(500).decode(errors="replace")
        except OSError as error:
            answer = str(error)
        time.sleep(0.2)
    raise CannotRun(f"系统未能及时就绪 / not ready in time: {answer}")


def check_children(processes: Processes) -> None:
    ended = processes.ended()
    if ended is not None:
        raise CannotRun(
            f"{ended.name} 意外退出,已全部停止 / ended unexpectedly, everything is stopped\n"
            f"{ended.log}:\n{ended.last_words()}"
        )


def prepare() -> None:
    """Catalogues, tables, first data."""
    compile_catalogues()
    manage("migrate", "--verbosity", "0")
    manage("demo", "--if-empty")


def say_where(number: int) -> None:
    address = f"http://127.0.0.1:{number}"
    manage("demo_logins")
    print("\n  当事人查验一次分案（不需要登录）/ a draw as a party checks it, no login:", flush=True)
    manage("demo_receipt", "--site", address)
    print(f"\n  {address}/            网页 / pages")
    print(f"  {address}/api/docs/   接口 / REST interface")
    print("\nCtrl-C 停止 / stops everything.", flush=True)


def run(processes: Processes, home: Home) -> None:
    """All of it, until someone stops it. Raises CannotRun or Stopped."""
    number = port()
    check_port(number)
    home.prepare()
    lock = only_one(home)
    print("启动中 … / starting …", flush=True)
    bring_up()
    prepare()
    for child in children(number, home):
        processes.start(child)
    wait_until_ready(number, processes)
    say_where(number)
    while lock:
        check_children(processes)
        time.sleep(0.3)


def main() -> int:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop_asked)
    home, processes, code = Home.from_environment(), Processes(), 0
    try:
        run(processes, home)
    except Stopped:
        print("\n停止中 … / stopping …", flush=True)
    except (CannotRun, EmbeddedError) as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        code = 1
    finally:
        # From here on a second Ctrl-C must not leave anything behind.
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        processes.stop()
        release(home, wait=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
