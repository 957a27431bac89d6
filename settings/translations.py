"""Message catalogues, compiled where they are used: ``python -m settings.translations``.

Only the readable .po files are kept in the project; no gettext tools are needed.
"""

from __future__ import annotations

from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parent.parent


def compile_catalogues(root: Path = PROJECT / "locale") -> list[Path]:
    """Write the .mo beside every .po that is newer than it; the paths written."""
    written = []
    for source in sorted(root.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_catalogues():
        print(path.relative_to(PROJECT))
