"""A court's own servers from Debian's packages: PostgreSQL, Redis, nginx with TLS, the system's processes.

All is started as docker-compose.yml says it: roles by its script, the web by its command, nginx by its file.
"""

from __future__ import annotations

import os
import shutil
import signal
import ssl
import string
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from cryptography.fernet import Fernet

from tests.kit.certificates import certificate
from tests.kit.commands import Commands
from tests.kit.ports import answers, free_port, wait_for

PROJECT = Path(__file__).resolve().parents[2]
SUPERUSER, OWNER, WEB, BROKER = "super-pass-1", "owner-pass-2", "web-pass-3", "broker-pass-4"
TOKEN = "figures-for-monitoring"
HOST = "court.example"


def compose() -> dict[str, Any]:
    """docker-compose.yml as it is read."""
    loaded: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def tool(name: str) -> str:
    """A program of Debian's packages; PostgreSQL's stand apart by version."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = str(versions[0]) if versions else shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, f"{name}: sudo apt-get install postgresql redis-server nginx"
    return found


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass
class House:
    """The servers of one court, in a folder of their own."""

    folder: Path
    ports: dict[str, int]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What ``.env`` gives the system's processes."""
        database = f"127.0.0.1:{self.ports['postgres']}/court"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_SETTINGS_MODULE": "settings.production",
            "DJANGO_SECRET_KEY": "k" * 20 + "0123456789-abcdefghij-ABCDEFGHIJ-9876543210",
            "COURT_FIELD_KEY": (self.folder / "field.key").read_text(),
            "ALLOWED_HOSTS": HOST,
            "COURT_HOME": str(self.folder / "home"),
            "DATABASE_URL": f"postgres://court_web:{WEB}@{database}",
            "DATABASE_OWNER_URL": f"postgres://court_owner:{OWNER}@{database}",
            "REDIS_URL": f"redis://:{BROKER}@127.0.0.1:{self.ports['redis']}/0",
            "TRUSTED_PROXIES": "127.0.0.1",
            "METRICS_TOKEN": TOKEN,
            "PROMETHEUS_MULTIPROC_DIR": str(self.folder / "metrics"),
            "STATIC_ROOT": str(self.folder / "static"),
            "WEB_BIND": f"127.0.0.1:{self.ports['web']}",
            "WEB_WORKERS": "2",
            "SECOND_FACTOR": "offered",
        }

    @cached_property
    def commands(self) -> Commands:
        return Commands(self.environment)

    def manage(self, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        """Run a command, which ends well; ``changed`` differs in its environment."""
        done = self.commands.run(*words, **changed)
        assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
        return done

    def started(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command as it is run by hand, in a Python of its own."""
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=PROJECT, env=self.environment, capture_output=True, text=True, check=False
        )

    def shell(self, code: str) -> str:
        return self.manage("shell", "--verbosity", "0", "--command", code).stdout.strip()

    def psql(
        self, sql: str, *, user: str, password: str, database: str = "court"
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [tool("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-U", user, "-d", database, "-c", sql],
            env={**self.client_environment, "PGPASSWORD": password},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @property
    def client_environment(self) -> dict[str, str]:
        return {
            "PATH": f"{Path(tool('psql')).parent}:{os.environ['PATH']}",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.ports["postgres"]),
            "PGPASSWORD": SUPERUSER,
        }

    def start(self, name: str, *command: str, environment: dict[str, str] | None = None) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=environment or self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")

    def figure(self, sql: str) -> str:
        """One figure of the database, as the web's role reads it."""
        asked = self.psql(sql, user="court_web", password=WEB)
        assert asked.returncode == 0, asked.stderr
        return asked.stdout.strip()

    def stop(self) -> None:
        """At once: all that they would still save is deleted."""
        self.commands.end()
        for name, process in reversed(self.processes.items()):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGQUIT if name == "postgres" else signal.SIGKILL)
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(
        self,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        scheme: str = "https",
        method: str | None = None,
        opener: urllib.request.OpenerDirector | None = None,
    ) -> Answer:
        """One request through nginx (``scheme`` http or https) or to the ``web`` server; no redirects."""
        port = self.ports[scheme]
        url = f"{'https' if scheme == 'https' else 'http'}://127.0.0.1:{port}{path}"
        request = urllib.request.Request(
            url, data=body, method=method, headers={"Host": HOST, **(headers or {})}
        )
        try:
            with (opener or self.opener()).open(request, timeout=60) as found:
                return Answer(found.status, found.headers, found.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def opener(self, *more: urllib.request.BaseHandler) -> urllib.request.OpenerDirector:
        trust = ssl.create_default_context(cafile=str(self.folder / "court.pem"))
        trust.check_hostname = False
        return urllib.request.build_opener(urllib.request.HTTPSHandler(context=trust), _Stay(), *more)


def build() -> House:
    """Start all of it. Whoever calls stops it."""
    folder = Path(tempfile.mkdtemp(prefix="court-production-", dir="/tmp"))
    folder.chmod(0o755)
    names = ("postgres", "redis", "web", "http", "https")
    house = House(folder, {name: free_port() for name in names})
    try:
        (folder / "field.key").write_text(Fernet.generate_key().decode())
        start_postgres(house)
        start_redis(house)
        migrated = house.started("migrate", "--noinput", "--verbosity", "0")
        assert migrated.returncode == 0, migrated.stderr
        house.manage("seed_reference")
        unused = [word for folder in ("drf_spectacular_sidecar", "admin") for word in ("--ignore", folder)]
        house.manage("collectstatic", "--noinput", "--verbosity", "0", *unused)
        house.start("web", sys.executable, "-m", *compose()["services"]["web"]["command"].split())
        start_nginx(house)
        wait_for(lambda: house.ask("/healthz").status == 200, "the system behind nginx")
    except BaseException:
        house.stop()
        raise
    return house


def start_postgres(house: House) -> None:
    data, run = house.folder / "postgres", as_user("postgres")
    data.mkdir()
    if run:
        shutil.chown(data, "postgres")
    secret = house.folder / "super.password"
    secret.write_text(SUPERUSER)
    init = [tool("initdb"), "-D", str(data), "-U", "postgres", "-A", "scram-sha-256", "--pwfile", str(secret)]
    done = subprocess.run(
        [*run, *init, "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync"],
        capture_output=True,
        text=True,
        check=False,
        cwd=house.folder,
    )
    assert done.returncode == 0, done.stderr
    quick = ["-c", f"unix_socket_directories={data}", "-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"]
    port = house.ports["postgres"]
    house.start("postgres", *run, tool("postgres"), "-D", str(data), "-p", str(port), *quick)
    ready = [tool("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    wait_for(lambda: subprocess.run(ready, check=False).returncode == 0, "PostgreSQL")
    made = house.psql("CREATE DATABASE court", user="postgres", password=SUPERUSER, database="postgres")
    assert made.returncode == 0, made.stderr
    script = compose()["configs"]["roles"]["content"].replace("$$", "$")
    roles = subprocess.run(
        ["sh", "-c", script],
        env={**house.client_environment, "COURT_OWNER_PASSWORD": OWNER, "COURT_WEB_PASSWORD": WEB},
        capture_output=True,
        text=True,
        check=False,
    )
    assert roles.returncode == 0, roles.stderr


def as_user(name: str) -> list[str]:
    """PostgreSQL does not run as root."""
    return ["runuser", "-u", name, "--"] if os.getuid() == 0 else []


def start_redis(house: House) -> None:
    port = house.ports["redis"]
    words = ["--port", str(port), "--bind", "127.0.0.1", "--requirepass", BROKER, "--dir", str(house.folder)]
    house.start(
        "redis", tool("redis-server"), *words, "--appendonly", "yes", "--maxmemory-policy", "noeviction"
    )
    wait_for(lambda: answers(port), "Redis")


def start_nginx(house: House) -> None:
    """nginx with the project's own file, filled in as the image does it."""
    certificate(house.folder, HOST)
    given = {
        "COURT_UPSTREAM": f"127.0.0.1:{house.ports['web']}",
        "COURT_SERVER_NAMES": "_",
        "COURT_HTTP_PORT": f"127.0.0.1:{house.ports['http']}",
        "COURT_HTTPS_PORT": f"127.0.0.1:{house.ports['https']}",
        "COURT_CERTIFICATE": str(house.folder / "court.pem"),
        "COURT_CERTIFICATE_KEY": str(house.folder / "court.key"),
    }
    assert set(given) == {
        name for name in compose()["services"]["nginx"]["environment"] if "COURT_" in name
    } - {"NGINX_ENVSUBST_FILTER"}
    site = string.Template((PROJECT / "settings/nginx/court.conf.template").read_text(encoding="utf-8"))
    (house.folder / "court.conf").write_text(site.safe_substitute(given), encoding="utf-8")
    temporary = "".join(
        f"    {kind}_temp_path {house.folder}/nginx-{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (house.folder / "nginx.conf").write_text(
        f"daemon off;\npid {house.folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\n    access_log off;\n{temporary}    include {house.folder}/court.conf;\n}}\n"
    )
    house.start("nginx", tool("nginx"), "-c", str(house.folder / "nginx.conf"), "-p", str(house.folder))
    wait_for(lambda: answers(house.ports["https"]), "nginx")
