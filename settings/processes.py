"""Child processes that live and die together."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from settings.embedded.home import PROJECT

STOP_SECONDS = 20.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process: its name for people, its command, where its output goes."""

    name: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def last_words(self, lines: int = 15) -> str:
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])


def die_with_parent() -> None:
    """In the child: be told to stop when the parent is gone, even by kill -9 (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Processes:
    """What this supervisor has started, and nothing else."""

    def __init__(self) -> None:
        self._children: list[Child] = []

    def start(self, child: Child) -> None:
        """Start it in a session of its own: Ctrl-C reaches only the supervisor, which stops in order."""
        with child.log.open("ab") as log:
            child.process = subprocess.Popen(
                child.command,
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self._children.append(child)

    def ended(self) -> Child | None:
        """The first child found to have ended."""
        return next((c for c in self._children if c.process and c.process.poll() is not None), None)

    def stop(self) -> None:
        """Ask all to stop; after a while, make them."""
        living = [child.process for child in reversed(self._children) if child.process]
        for process in living:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in living:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._children.clear()
