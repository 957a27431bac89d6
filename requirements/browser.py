"""What the tests need of the system: a Chromium, a Chinese font, and the servers a court itself would run.

As root on Debian they are installed from its packages, and no server is started. Elsewhere
the browser is the test tool's own download and the servers have to be there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from system import by_apt

SHELL = "chromium-headless-shell"
"""Chromium without its windows: what a test sees is the same, at two thirds of the work."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SERVERS = {"redis-server": "redis-server", "nginx": "nginx"}


def has_browser() -> bool:
    if any(shutil.which(name) for name in NAMES):
        return True
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        return Path(tool.chromium.executable_path).exists()


def has_chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def missing_servers() -> list[str]:
    """Debian's names of the servers of tests/settings/test_production.py that are not here."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    missing = [package for program, package in SERVERS.items() if shutil.which(program, path=path) is None]
    has_postgres = any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb")
    return missing if has_postgres else [*missing, "postgresql"]


def main() -> int:
    wanted = [] if has_chinese_font() else ["fonts-noto-cjk", "fontconfig"]
    servers = missing_servers()
    if os.getuid() == 0 and shutil.which("apt-get"):
        os.environ["RUNLEVEL"] = "1"  # installed, not started: the tests start their own
        if shutil.which(SHELL) or by_apt([SHELL]) or has_browser():
            return 0 if not [*wanted, *servers] or by_apt([*wanted, *servers]) else 1
        return 0 if by_apt(["chromium", *wanted, *servers]) else 1
    wanted += [] if has_browser() else ["chromium"]
    if not wanted and not servers:
        return 0
    if servers:
        print(f"测试还需要 / the tests also need: sudo apt-get install {' '.join(servers)}")
    if "fontconfig" in wanted:
        print("未见中文字体,页面截图中的汉字可能显示为方框 / no Chinese font: install fonts-noto-cjk")
    if "chromium" in wanted:
        return subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], check=False
        ).returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
