"""``requirements/system.py``: silent where printing works, plain words where it cannot be made to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "requirements" / "system.py"


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT)],
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_done_or_said_where_all_is_there() -> None:
    done = run(PATH="")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_missing_is_named_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "libpangoft2-1.0.so.0").write_bytes(b"")
    done = run(PATH="", LD_LIBRARY_PATH=str(tmp_path))
    assert done.returncode == 0 and "apt-get install libpangoft2-1.0-0\n" in done.stdout
