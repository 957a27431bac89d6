"""What printing needs of the system: pango and a Chinese Song face. As root on Debian they are installed.

Nothing is done when they are there. Where they cannot be installed the system runs all
the same: papers are then printed from the browser.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
SONG_FACES = ("NotoSerifCJK*", "NotoSerifSC*", "SourceHanSerif*")


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_song_face() -> bool:
    return any(next(folder.rglob(face), None) for folder in FONT_FOLDERS for face in SONG_FACES)


def missing() -> list[str]:
    """Debian's names of what is not there."""
    if not sys.platform.startswith("linux"):
        return []
    packages = [package for library, package in LIBRARIES.items() if not loads(library)]
    return packages if has_song_face() else [*packages, "fonts-noto-cjk", "fontconfig"]


def by_apt(packages: list[str]) -> bool:
    """Install Debian packages as root, quietly; gives up soon where there is no network."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    soon = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=15"]
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *soon]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*apt, "update"], check=False, env=environment, **quiet)
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(install, check=False, env=environment, **quiet).returncode == 0


def main() -> int:
    wanted = missing()
    if not wanted:
        return 0
    if os.getuid() == 0 and shutil.which("apt-get"):
        print("安装打印组件 … / installing what printing needs …", flush=True)
        if by_apt(wanted):
            return 0
    names = " ".join(wanted)
    print(f"缺少打印文书的组件,其余功能不受影响。可安装:sudo apt-get install {names}")
    print(f"Papers cannot be made as PDF here, all else works: sudo apt-get install {names}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
