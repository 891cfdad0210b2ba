"""Somebody with a browser or a program, for tests of the web: signed in without a password's hashing, with the token of their pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from contracts.people.sessions import open_session
from contracts.people.tokens import issue_token
from engine.desk import SYSTEM, Actor, at_desk


class Visitor:
    """A browser. `csrf` is the token of its session."""

    def __init__(self, app: Flask, login: str = "") -> None:
        self.app, self.browser = app, app.test_client()
        if login:
            with at_desk(app.extensions["chancery"], SYSTEM) as desk:
                self.secret = open_session(desk, login)
            self.browser.set_cookie("chancery", self.secret)

    @property
    def csrf(self) -> str:
        page = self.browser.get("/problem/that/is/none").get_data(as_text=True)
        return page.split('<meta name="csrf" content="')[1].split('"')[0]

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.browser.get(path, buffered=True, **more)

    def post(self, path: str, form: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """A form of one of our pages."""
        return self.browser.post(path, data={"csrf_token": self.csrf, **(form or {})}, **more)


class Program:
    """A program with its person's token."""

    def __init__(self, app: Flask, login: str) -> None:
        with at_desk(app.extensions["chancery"], Actor(login)) as desk:
            self.token = issue_token(desk, "test").token
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        return self.client.open(path, method=method, buffered=True, headers={**self.headers, **(headers or {})}, **more)

    def get(self, path: str) -> TestResponse:
        return self.ask("GET", path)

    def post(self, path: str, body: Any = None, *, key: str = "", raw: bytes | None = None) -> TestResponse:
        headers = {"Idempotency-Key": key} if key else {}
        if raw is not None:
            return self.ask("POST", path, headers, data=raw, content_type="application/json")
        return self.ask("POST", path, headers, json=body)


class Drafted:
    """A contract that somebody has begun, with its item to draft."""

    def __init__(self, app: Flask, login: str) -> None:
        self.owner = Program(app, login)
        begun = self.owner.post("/api/v1/contracts", {"template": "service"}).json
        self.id, self.item = begun["id"], begun["item"]
        self.instance = self.item.split(".")[0]

    @property
    def version(self) -> int:
        found: int = self.owner.get(f"/api/v1/contracts/{self.id}/draft").json["version"]
        return found

    def paper(self, content: str, name: str) -> str:
        """Attach a file; its address."""
        sent = self.owner.ask("POST", f"/api/v1/contracts/{self.id}/papers", data={"file": (BytesIO(content.encode()), name)})
        return f"/contracts/{self.id}/papers/{sent.json['number']}"
