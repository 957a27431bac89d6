"""Writing the pages of the manual that come from the rules."""

from __future__ import annotations

from pathlib import Path

from courts.manual.selectors import generated, stale


def write_docs() -> list[Path]:
    """Bring the generated pages up to the rules; the files that changed."""
    changed, texts = stale(), generated()
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[path], encoding="utf-8")
    return changed
