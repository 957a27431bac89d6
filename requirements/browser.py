"""A Chromium and a Chinese font for the page tests: Debian's as root, else the test tool's own download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


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


def by_apt(packages: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=False, env=environment)
    install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(install, check=False, env=environment).returncode == 0


def main() -> int:
    wanted = [] if has_browser() else ["chromium"]
    wanted += [] if has_chinese_font() else ["fonts-noto-cjk", "fontconfig"]
    if not wanted:
        return 0
    if os.getuid() == 0 and shutil.which("apt-get"):
        return 0 if by_apt(wanted) else 1
    if "fontconfig" in wanted:
        print("未见中文字体,页面截图中的汉字可能显示为方框 / no Chinese font: install fonts-noto-cjk")
    if "chromium" in wanted:
        return subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], check=False
        ).returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
