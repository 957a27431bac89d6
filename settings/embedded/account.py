"""Who runs the servers: PostgreSQL refuses root, so root hands them to an unprivileged account.

No account is made and no folder's rights are widened: what that account cannot
reach is copied (binaries) or kept (data) under /var/lib instead.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

STATE = Path("/var/lib")


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int


@cache
def server_account() -> Account | None:
    """The account to drop to when started by root; None for an ordinary user."""
    if os.getuid() != 0:
        return None
    for name in ("nobody", "daemon"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    return None


def dropped() -> dict[str, Any]:
    """Arguments for subprocess that run a program as the server account, from a folder it can enter."""
    account = server_account()
    if account is None:
        return {"cwd": "/", "umask": 0o077}
    return {"cwd": "/", "umask": 0o077, "user": account.uid, "group": account.gid, "extra_groups": []}


def give(path: Path) -> None:
    """Hand a folder to the server account."""
    account = server_account()
    if account is not None:
        os.chown(path, account.uid, account.gid)


def can_write(folder: Path) -> bool:
    """Whether the server account can enter ``folder`` and write in it."""
    test = ["/bin/sh", "-c", 'cd "$1" && test -w .', "sh", str(folder)]
    return subprocess.run(test, capture_output=True, check=False, **dropped()).returncode == 0


def can_run(program: Path) -> bool:
    """Whether the server account can run ``program``."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, check=False, **dropped())
    except PermissionError:
        return False
    return answer.returncode == 0


def reachable_copy(folders: tuple[Path, ...], label: str, program: str) -> Path:
    """The folder from which ``program`` can be run by the server account.

    ``folders`` stand side by side and find one another by relative paths;
    ``program`` is relative to their parent. They are used where they are when
    possible, else copied once per ``label`` (package and version) to /var/lib,
    owned by root, so that the servers cannot change their own binaries.
    """
    parent = folders[0].parent
    if server_account() is None or can_run(parent / program):
        return parent
    target = STATE / "court-binaries" / label
    if not target.is_dir():
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        target.parent.chmod(0o755)
        unfinished = Path(tempfile.mkdtemp(prefix=f"{label}.", dir=target.parent))
        for folder in folders:
            shutil.copytree(folder, unfinished / folder.name, symlinks=True)
        _open_for_reading(unfinished)
        try:
            unfinished.rename(target)
        except OSError:
            shutil.rmtree(unfinished)
    return target


def _open_for_reading(root: Path) -> None:
    root.chmod(0o755)
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044))


def data_folder(home: Path, key: str) -> Path:
    """Where the servers of this COURT_HOME keep their data.

    ``home``/data, unless the server account cannot get there: then a folder of
    its own in /var/lib whose name is noted in ``home``/data.at. A note that a
    copied checkout brought along names another key and is not followed.
    """
    note = home / "data.at"
    if note.is_file():
        noted = STATE / note.read_text(encoding="utf-8").strip()
        if noted.name.startswith(f"court-{key}-") and noted.is_dir():
            return noted
    folder = home / "data"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        give(folder)
    except PermissionError:
        pass
    if can_write(folder):
        return folder
    folder.rmdir()
    elsewhere = Path(tempfile.mkdtemp(prefix=f"court-{key}-", dir=STATE))
    give(elsewhere)
    note.write_text(elsewhere.name + "\n", encoding="utf-8")
    return elsewhere
