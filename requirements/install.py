"""Make .venv and put into it exactly what a lock file names: ``python3 requirements/install.py base|dev``.

Runs under whatever python3 there is, with the standard library only. A lock that is
already installed is noticed in no time by its stamp; the dev lock contains the base.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = PROJECT / ".tools"
STAMP = VENV / "installed"
OLDEST = (3, 11)
CONTAINED_IN = {"base": ("base", "dev"), "dev": ("dev",)}
NO_WAY = """
无法建立 Python 虚拟环境:缺少 venv 模块,也没有 pip。请任选其一后重试:
  sudo apt-get install python3-venv    (Debian/Ubuntu)
  sudo apt-get install python3-pip
A virtual environment cannot be made: python3 has neither the venv module nor pip.
Install python3-venv or python3-pip as above (or your system's package for it) and try again.
"""


def say(message: str) -> None:
    print(message, flush=True)


def works(*command: object) -> bool:
    """Whether a command runs and succeeds."""
    try:
        return (
            subprocess.run([str(part) for part in command], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def run(*command: object, quiet: bool = False) -> bool:
    """Run a command where the user sees its errors, and with ``quiet`` only those."""
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run([str(part) for part in command], stdout=output, check=False).returncode == 0


def stamp_of(kind: str) -> str:
    lock = (HERE / f"{kind}.lock").read_bytes()
    return f"{kind} {hashlib.sha256(lock).hexdigest()} {VENV}"


def is_installed(kind: str) -> bool:
    """Whether .venv works here and holds the lock asked for, or one that contains it."""
    if not STAMP.is_file() or not venv_works():
        return False
    return STAMP.read_text(encoding="utf-8").strip() in [stamp_of(name) for name in CONTAINED_IN[kind]]


def venv_works() -> bool:
    return works(PYTHON, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})")


def make_venv() -> bool:
    """Make .venv with what there is: venv, virtualenv, pip (to get uv), or apt as root to get venv."""
    shutil.rmtree(VENV, ignore_errors=True)
    if works(sys.executable, "-c", "import venv, ensurepip"):
        return run(sys.executable, "-m", "venv", VENV)
    if works(sys.executable, "-c", "import virtualenv"):
        return run(sys.executable, "-m", "virtualenv", "--quiet", VENV)
    if works(sys.executable, "-m", "pip", "--version"):
        return fetch_uv(sys.executable, "--target", TOOLS) and run(
            TOOLS / "bin" / "uv", "venv", "--quiet", "--python", sys.executable, VENV
        )
    if os.getuid() == 0 and shutil.which("apt-get"):
        say("安装 python3-venv … / installing python3-venv …")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        apt = ("apt-get", "-qq", "-o", "Dpkg::Use-Pty=0")
        run(*apt, "update", quiet=True)
        if run(*apt, "install", "-y", "--no-install-recommends", "python3-venv", quiet=True):
            return run(sys.executable, "-m", "venv", VENV)
    return False


def fetch_uv(python: object, *where: object) -> bool:
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    tools = HERE / "tools.lock"
    return run(python, "-m", "pip", "install", *quiet, *where, "--require-hashes", "-r", tools)


def find_uv() -> Path | None:
    """uv in .venv, put there when pip is; else the one that made .venv."""
    inside = VENV / "bin" / "uv"
    if works(inside, "--version") or (works(PYTHON, "-m", "pip", "--version") and fetch_uv(PYTHON)):
        return inside
    return TOOLS / "bin" / "uv" if works(TOOLS / "bin" / "uv", "--version") else None


def install(kind: str) -> bool:
    """Bring .venv to the lock: by uv, or by pip where uv cannot reach the packages."""
    lock = HERE / f"{kind}.lock"
    uv = find_uv()
    if uv and run(
        uv, "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes", "--python", PYTHON, lock
    ):
        return True
    say("改用 pip 安装 … / trying pip …")
    return run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock)


def main() -> int:
    kind = sys.argv[1] if len(sys.argv) > 1 else "base"
    if kind not in CONTAINED_IN:
        say(__doc__ or "")
        return 2
    if sys.version_info < OLDEST:
        say(f"需要 Python 3.11 以上 / Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
        return 1
    with Path(__file__).open(encoding="utf-8") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)  # two makes in one folder take turns
        if is_installed(kind):
            return 0
        say("安装依赖 … / installing packages …")
        if not venv_works() and not make_venv():
            say(NO_WAY)
            return 1
        STAMP.unlink(missing_ok=True)
        if not install(kind):
            say("依赖安装失败,见上 / the packages could not be installed, see above")
            return 1
        STAMP.write_text(stamp_of(kind) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
