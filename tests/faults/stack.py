"""A real Chancery, as `chancery up` starts it: web, workers, ticker, queue as processes, on a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Answer:
    """What the API said; `status` 0: the connection broke before an answer."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Stack:
    """`start`, then `call`; `children` by name; `kill` one; `end`."""

    data: Path
    environ: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        ours = {"CHANCERY_HOUSE_DATA": str(self.data), "CHANCERY_WEB_PORT": str(self.port), "CHANCERY_TICKER_SECONDS": "0.2",
                "CHANCERY_TICKER_LEASE_SECONDS": "3", "CHANCERY_QUEUE_SHORT_SECONDS": "3", "CHANCERY_QUEUE_DOCUMENT_SECONDS": "12",
                "FAULTS": str(self.data / "faults"), "PYTHONPATH": str(ROOT / "tests" / "faults" / "injected")}
        return {**os.environ, **ours, **self.environ}

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `chancery ...` on the same folder."""
        environ = {name: value for name, value in self.environment().items() if name != "FAULTS"}
        return subprocess.run([sys.executable, "chancery.py", *arguments], cwd=ROOT, env=environ, capture_output=True, text=True, check=False)

    def start(self) -> None:
        (self.data / "faults").mkdir(parents=True, exist_ok=True)
        left = self.children()
        with (self.data / "up.log").open("ab") as output:
            self.process = subprocess.Popen([sys.executable, "chancery.py", "up", *self.arguments], cwd=ROOT, env=self.environment(),
                                            stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        self.wait_until_ready(left)

    def wait_until_ready(self, left: dict[str, int], seconds: float = 90) -> None:
        """Until its own children answer: a web server that a killed one `left` may still answer while it goes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process and self.process.poll() is None, (self.data / "up.log").read_text()
            if self.children() not in ({}, left) and self.call("GET", "/healthz").status == 200:
                return
            time.sleep(0.1)
        raise AssertionError("it did not come up: " + (self.data / "up.log").read_text()[-2000:])

    def call(self, method: str, path: str, body: Any = None, token: str = "", key: str = "",
             file: tuple[str, bytes] | None = None) -> Answer:
        """One request; a broken connection is status 0: nobody knows whether it was done. `file` makes it multipart, `body` its values."""
        content, media = (None, "application/json") if body is None else (json.dumps(body).encode(), "application/json")
        if file is not None:
            content, media = encoded({"values": json.dumps(body or {}).encode()}, file)
        headers = {"Accept": "application/json", "Content-Type": media}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        headers |= {"Idempotency-Key": key} if key else {}
        request = urllib.request.Request(self.address + path, content, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return _answer(answer.status, answer.read(), dict(answer.headers))
        except urllib.error.HTTPError as refused:
            with refused:
                return _answer(refused.code, refused.read(), dict(refused.headers))
        except OSError:
            return Answer(0, None)
        except Exception as broken:                     # http.client's, when the server died in the middle
            if type(broken).__module__ != "http.client":
                raise
            return Answer(0, None)

    def children(self) -> dict[str, int]:
        noted = self.data / "run" / "children"
        lines = noted.read_text().splitlines() if noted.exists() else []
        return {line.split()[0]: int(line.split()[1]) for line in lines}

    def kill(self, name: str) -> None:
        os.kill(self.children()[name], signal.SIGKILL)

    def end(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)
            self.process = None

    def kill_itself(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None


def encoded(parts: dict[str, bytes], file: tuple[str, bytes]) -> tuple[bytes, str]:
    """A multipart body and its media type; the same parts make the same bytes."""
    edge, lines = "--chancery-edge", []
    for name, value in parts.items():
        lines += [edge.encode(), f'Content-Disposition: form-data; name="{name}"'.encode(), b"", value]
    lines += [edge.encode(), f'Content-Disposition: form-data; name="file"; filename="{file[0]}"'.encode(), b"", file[1], f"{edge}--".encode(), b""]
    return b"\r\n".join(lines), f"multipart/form-data; boundary={edge[2:]}"


def _answer(status: int, content: bytes, headers: dict[str, str]) -> Answer:
    try:
        return Answer(status, json.loads(content) if content else None, headers)
    except ValueError:
        return Answer(status, content, headers)
