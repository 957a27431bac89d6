"""The migrated template database, made while the tests are still collected: ``-m tests.kit.template``.

Holds the servers until its input ends, so that they are there when the first test asks for them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import django

PROJECT = Path(__file__).resolve().parents[2]


def begin() -> subprocess.Popen[bytes]:
    """Start making it beside the caller, who ends it by ``end``."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.kit.template"],
        cwd=PROJECT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test"},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def end(maker: subprocess.Popen[bytes]) -> None:
    """Let go of the servers. What failed in it fails again, with its words, in the first test that asks."""
    maker.communicate()


def main() -> None:
    django.setup()
    from settings.embedded import Home, release
    from settings.services import bring_up
    from tests.kit.database import make_template

    bring_up()
    make_template()
    sys.stdin.read()
    release(Home.from_environment(), wait=True)


if __name__ == "__main__":
    main()
