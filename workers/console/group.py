"""The console script as a whole: commands are loaded when they are asked for, refusals are said in one sentence."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from engine.errors import Refusal, Unavailable
from engine.settings import BadSetting

# name: module and command; `check` must not wait for what `backup` imports
ELSEWHERE = {
    "check": "workers.console.drawing:check",
    "scenarios": "workers.console.rehearsing:scenarios",
    "decide": "workers.console.drawing:decide",
    "deploy": "workers.console.publishing:deploy",
    "export": "workers.console.publishing:export",
    "backup": "workers.console.keeping:backup",
    "restore": "workers.console.keeping:restore",
    "audit": "workers.console.keeping:audit",
    "doctor": "workers.console.keeping:doctor",
    "demo": "workers.console.demo:demo",
}
SECTIONS = {
    "Run": ("up", "web", "worker", "ticker", "upgrade", "demo"),
    "Diagrams": ("check", "scenarios", "decide", "deploy", "export"),
    "Keep": ("backup", "restore", "audit", "doctor"),
}


class Sentences(click.Group):
    """Says a refusal in one sentence with its facts, exit code 1; a traceback is for bugs."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command that is asked for."""
        for stream in (sys.stdout, sys.stderr):             # what a file holds may have no place in this terminal's characters
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(context)
        except (Refusal, Unavailable) as refused:
            raise click.ClickException(in_a_sentence(refused)) from refused
        except BadSetting as wrong:
            raise click.ClickException(str(wrong)) from wrong

    def list_commands(self, context: click.Context) -> list[str]:
        """All commands, in the order of the sections."""
        known = {*super().list_commands(context), *ELSEWHERE}
        return [name for names in SECTIONS.values() for name in names if name in known]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command, loaded now if it lies elsewhere."""
        if name not in ELSEWHERE:
            return super().get_command(context, name)
        module, _, attribute = ELSEWHERE[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by what they are for."""
        for title, names in SECTIONS.items():
            commands = [(name, self.get_command(context, name)) for name in names]
            with formatter.section(title):
                formatter.write_dl([(name, command.get_short_help_str(90)) for name, command in commands if command is not None])


def in_a_sentence(refused: Refusal | Unavailable) -> str:
    """What was refused, with its facts; what is listed among them stands below, a line each."""
    lists = {name: value for name, value in refused.facts.items() if isinstance(value, list) and value}
    facts = ", ".join(f"{name}: {_text(value)}" for name, value in refused.facts.items() if name not in lists and value not in (None, ""))
    said = " ".join(filter(None, (refused.title, f"({facts})" if facts else "", refused.hint)))
    return "\n".join([said, *(f"  {_text(one)}" for listed in lists.values() for one in listed)])


def _text(value: Any) -> str:
    return ", ".join(f"{name} {one}" for name, one in value.items()) if isinstance(value, Mapping) else str(value)
