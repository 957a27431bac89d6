"""Where the embedded servers live: COURT_HOME, its folders, its socket folder."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from settings.embedded.account import Account, server_account

PROJECT = Path(__file__).resolve().parents[2]
SOCKET_PATH_LIMIT = 103
"""Bytes a unix socket path may have: 107 on Linux, 103 on macOS."""


class EmbeddedError(RuntimeError):
    """An embedded server cannot be brought up; the message says why, in both languages."""


@dataclass(frozen=True)
class Home:
    """One COURT_HOME. ``durable`` False gives up safety at a power cut for speed (tests only)."""

    path: Path
    durable: bool = True

    @classmethod
    def from_environment(cls) -> Home:
        """The folder of COURT_HOME, or ``.court`` beside the project; COURT_DURABLE=0 is for tests."""
        path = Path(os.environ.get("COURT_HOME") or PROJECT / ".court").expanduser().absolute()
        return cls(path, durable=os.environ.get("COURT_DURABLE") != "0")

    @property
    def key(self) -> str:
        """Short name of this folder on this machine; two checkouts never share it."""
        return hashlib.sha256(f"{os.getuid()}:{self.path.resolve()}".encode()).hexdigest()[:12]

    @property
    def sockets(self) -> Path:
        """Folder of the sockets: short, because a socket's path may hold about a hundred bytes."""
        return Path("/tmp") / f"court-{self.key}"

    def lock(self, name: str) -> Path:
        return self.path / "lock" / name

    def log(self, name: str) -> Path:
        return self.path / "log" / f"{name}.log"

    def prepare(self) -> None:
        """Make the folders; EmbeddedError when they are someone else's.

        Others may pass through COURT_HOME only when the servers run as someone else.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        if self.path.stat().st_uid != os.getuid():
            raise EmbeddedError(
                f"{self.path} 属于另一用户,请以该用户运行或另设 COURT_HOME"
                " / belongs to another user: run as that user, or set COURT_HOME"
            )
        self.path.chmod(0o711 if server_account() else 0o700)
        for name in ("lock", "log", "secrets"):
            folder = self.path / name
            folder.mkdir(exist_ok=True)
            folder.chmod(0o700)
        self._prepare_sockets(server_account())

    def _prepare_sockets(self, account: Account | None) -> None:
        owner = account.uid if account else os.getuid()
        try:
            self.sockets.mkdir(mode=0o700)
            if account:
                os.chown(self.sockets, account.uid, account.gid)
        except FileExistsError:
            pass
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.getuid()):
            raise EmbeddedError(
                f"{self.sockets} 不属于本系统,请将其移走 / belongs to someone else, move it away"
            )
        self.sockets.chmod(0o700)
        if account and found.st_uid != owner:
            os.chown(self.sockets, account.uid, account.gid)
