"""Commands of manage.py in processes of their own, without a start of Python and Django for each.

One process, ``python -m tests.kit.commands``, has loaded the system as the environment says and
forks for every command; what the command prints, its exit and its rights are those of manage.py.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.kit.ports import wait_for

PROJECT = Path(__file__).resolve().parents[2]
PIPES = ("stdout", "stderr")


class Commands:
    """The commands in one environment; loaded when the first is asked for."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._loaded: subprocess.Popen[str] | None = None

    def begin(self, *words: str, **changed: str) -> Command:
        """Begin a command with its words; ``changed`` differs in its environment."""
        if self._loaded is None:
            self._loaded = self._load()
        command = Command(words, Path(tempfile.mkdtemp()))
        assert self._loaded.stdin is not None
        asked = {"words": words, "folder": str(command.folder), "changed": changed}
        self._loaded.stdin.write(json.dumps(asked) + "\n")
        self._loaded.stdin.flush()
        return command

    def run(self, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        """A command from its beginning to its end."""
        return self.begin(*words, **changed).ended()

    def end(self) -> None:
        if self._loaded is not None:
            self._loaded.communicate()
            self._loaded = None

    def _load(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.kit.commands"],
            cwd=PROJECT,
            env=self._environment,
            stdin=subprocess.PIPE,
            text=True,
        )


@dataclass(frozen=True)
class Command:
    """A command that was begun; what it says and how it ends stands in files of its folder."""

    words: tuple[str, ...]
    folder: Path

    def kill(self) -> None:
        """End it from outside, and wait until it is gone."""
        os.kill(int(self._told("pid", 60)), signal.SIGKILL)
        self.ended()

    def ended(self, seconds: float = 600) -> subprocess.CompletedProcess[str]:
        """Wait for its end: its exit (negative after a signal) and what it said. Once only."""
        code = int(self._told("code", seconds))
        said = {name: (self.folder / name).read_text(encoding="utf-8") for name in PIPES}
        shutil.rmtree(self.folder)
        return subprocess.CompletedProcess(self.words, code, **said)

    def _told(self, name: str, seconds: float) -> str:
        wait_for((self.folder / name).exists, f"the {name} of {' '.join(self.words)}", seconds, every=0.02)
        return (self.folder / name).read_text(encoding="utf-8")


def main() -> None:
    """Fork for every line of the input."""
    import django

    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while line := sys.stdin.readline():
        if not os.fork():
            _watched(**json.loads(line))
            os._exit(0)


def _watched(words: list[str], folder: str, changed: dict[str, str]) -> None:
    """Run a command in a process of its own; write down which it is and how it ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if not child:
        os._exit(_command(words, folder, changed))
    _write(Path(folder), "pid", child)
    _, status = os.waitpid(child, 0)
    _write(Path(folder), "code", os.waitstatus_to_exitcode(status))


def _write(folder: Path, name: str, number: int) -> None:
    """At once, so that nobody reads half of it."""
    (folder / f"{name}.new").write_text(str(number), encoding="utf-8")
    (folder / f"{name}.new").rename(folder / name)


def _command(words: list[str], folder: str, changed: dict[str, str]) -> int:
    """What ``manage.py`` does with the words, where Django is loaded already."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in enumerate(PIPES, start=1):
        os.dup2(os.open(Path(folder) / name, os.O_WRONLY | os.O_CREAT), number)
    try:
        _as_asked(words, changed)
        code: object = 0
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
        code = 1
    if isinstance(code, str):
        print(code, file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else int(code is not None)


def _as_asked(words: list[str], changed: dict[str, str]) -> None:
    from django.db import connections

    import manage
    from settings.services import OWNER_COMMANDS, database

    os.environ.update(changed)
    if words[0] in OWNER_COMMANDS:
        os.environ["COURT_DB_ROLE"] = "owner"
    if changed or words[0] in OWNER_COMMANDS:
        connections.settings["default"].update(database())
    sys.argv = ["manage.py", *words]
    manage.main()


if __name__ == "__main__":
    main()
