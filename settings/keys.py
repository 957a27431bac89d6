"""Keys of a machine that nobody configured: made once, kept in COURT_HOME/secrets for its owner alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def kept_secret(folder: Path, name: str, make: Callable[[], str]) -> str:
    """The secret ``name``, made by ``make`` the first time; processes that start together get the same."""
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = folder / f"{name}.{os.getpid()}"
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
        try:
            os.link(unfinished, path)  # fails when the other process was first; its secret counts
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    return path.read_text(encoding="ascii").strip()
