"""Small helpers about server programs: where they are, whether they live, how they are run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from settings.embedded.account import dropped, give
from settings.embedded.home import SOCKET_PATH_LIMIT, EmbeddedError, Home


def package_folder(package: str) -> Path:
    """Where an installed package's files are, without importing any of its code."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"缺少软件包 / package not installed: {package}")
    return Path(spec.origin).parent


def installed(distribution: str) -> str:
    """Name and version of an installed distribution, the label of a copy of its binaries."""
    try:
        return f"{distribution}-{version(distribution)}"
    except PackageNotFoundError:
        return distribution


def socket_path(home: Home, name: str) -> Path:
    """A socket in the home's socket folder. Raises EmbeddedError when the path is too long to bind."""
    path = home.sockets / name
    if len(os.fsencode(path)) > SOCKET_PATH_LIMIT:
        raise EmbeddedError(f"套接字路径过长 / socket path too long: {path}")
    return path


def exchange(path: Path, message: bytes = b"") -> bytes | None:
    """Say ``message`` on a unix socket: the first bytes of the answer, None when nobody is there."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
            probe.sendall(message)
            return probe.recv(16) if message else b""
        except OSError:
            return None


def pid_serving(pid_file: Path, data: Path) -> int | None:
    """The live process named in a pid file, if it truly serves ``data``.

    Process numbers are used again after a restart, so the number alone proves
    nothing: the command line must name the data folder.
    """
    pid = _noted_pid(pid_file)
    return pid if pid is not None and str(data) in command_line(pid) else None


def drop_foreign_pid(pid_file: Path, data: Path) -> None:
    """Remove a pid file whose number now belongs to some other program.

    PostgreSQL deals with a dead number itself, and must: it also looks whether
    sessions of the dead server still hold its memory. It only cannot know that a
    live number is not a server at all.
    """
    pid = _noted_pid(pid_file)
    if pid is not None and command_line(pid) and str(data) not in command_line(pid):
        pid_file.unlink(missing_ok=True)


def _noted_pid(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text(encoding="utf-8").split()[0])
    except (OSError, ValueError, IndexError):
        return None


def command_line(pid: int) -> str:
    """The command line of a process, empty when there is none (or only its unreaped remains)."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)
    return shown.stdout.decode(errors="replace")


def run_dropped(command: list[str], what: str) -> None:
    """Run a set-up program as the server account. Raises EmbeddedError with what it printed."""
    done = subprocess.run(command, capture_output=True, check=False, **dropped())
    if done.returncode != 0:
        output = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise EmbeddedError(f"{what}: {output}")


def fresh_folder(folder: Path) -> None:
    """An empty folder for the server account, clearing what a set-up that was killed left behind."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    give(folder)
