"""The house checks itself: sizes, names, who may do what, which words are used."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("engine", "contracts", "web", "workers")
GENERATED = "contracts/schema/versions/"             # written from the records, a table after another
MODULES = sorted(path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py")
                 if "node_modules" not in path.parts and not path.relative_to(ROOT).as_posix().startswith(GENERATED)) + ["chancery.py"]
TEST_MODULES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "handler", "handlers", "service", "data", "info", "misc",
         "tools", "core", "models", "types"}
ONLY_IN = {"commit": {"engine/desk.py"}, "flush": {"engine/desk.py"}}
CLOCK = {"engine/clock.py"}
MOMENTS = {"now", "utcnow", "today"}
BROAD = {"web/problems.py", "engine/jobs.py", "workers/ticker.py"}      # the page's last resort, the job runner, the ticker's loop
SPIFF_ONLY = "engine/flow/"
DOCXTPL_ONLY = {"contracts/documents/rendering.py"}


@cache
def tree_of(module: str) -> ast.Module:
    """Read once for all rules."""
    return ast.parse((ROOT / module).read_text("utf-8"))


def lines_of(module: str) -> int:
    return len((ROOT / module).read_text("utf-8").splitlines())


@cache
def functions_of(module: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree_of(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_small_and_named_for_what_it_is_about(module: str) -> None:
    assert lines_of(module) <= 300, "split it by idea"
    assert Path(module).stem not in VAGUE, "name it after what it is about"
    for function in functions_of(module):
        assert length(function) < 50, f"{function.name} does several things"


@pytest.mark.parametrize("module", MODULES)
def test_only_its_home_does_it(module: str) -> None:
    source = (ROOT / module).read_text("utf-8").splitlines()
    for call in (node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        assert isinstance(call.func, ast.Attribute)
        name, line = call.func.attr, source[call.lineno - 1]
        if name in ONLY_IN and not (name == "flush" and _is_file(call)) and "house rule:" not in line:
            assert module in ONLY_IN[name], f"{module}:{call.lineno}: {name} belongs in {ONLY_IN[name]}"
        if name in MOMENTS and _is_clock(call) and "house rule:" not in line:
            assert module in CLOCK, f"{module}:{call.lineno}: ask the desk what time it is"


def _is_file(call: ast.Call) -> bool:
    """`file.flush()`: of the names that a session has, none."""
    assert isinstance(call.func, ast.Attribute)
    owner = call.func.value
    return not (isinstance(owner, ast.Name) and owner.id == "session" or isinstance(owner, ast.Attribute) and owner.attr == "session")


def _is_clock(call: ast.Call) -> bool:
    assert isinstance(call.func, ast.Attribute)
    return ast.unparse(call.func.value) in {"datetime", "dt.datetime", "datetime.datetime", "date", "dt.date", "datetime.date"}


@pytest.mark.parametrize("module", MODULES)
def test_only_three_places_catch_everything(module: str) -> None:
    for handler in (node for node in ast.walk(tree_of(module)) if isinstance(node, ast.ExceptHandler)):
        caught = ast.unparse(handler.type) if handler.type else "everything"
        if caught in {"Exception", "BaseException", "everything"}:
            assert module in BROAD, f"{module}:{handler.lineno}: catch what you can mend"


def test_the_middle_of_the_house_is_small() -> None:
    modules = [lines_of(module) for module in MODULES if not module.endswith("__init__.py")]
    functions = [length(function) for module in MODULES for function in functions_of(module)]
    assert statistics.median(modules) < 80
    assert percentile(modules, 0.9) < 200
    assert percentile(functions, 0.9) < 20


def test_folders_stay_small() -> None:
    for package in PACKAGES:
        for folder in [ROOT / package, *(ROOT / package).rglob("*")]:
            if folder.is_dir() and not {"__pycache__", "built", "node_modules", "versions"} & set(folder.parts):
                entries = [entry for entry in folder.iterdir() if entry.name not in {"__pycache__", "__init__.py"}]
                assert len(entries) < 30, f"{folder.relative_to(ROOT)} has {len(entries)} entries"


@cache
def _imports(module: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_library_is_tamed_in_one_place(module: str) -> None:
    if "SpiffWorkflow" in _imports(module):
        assert module.startswith(SPIFF_ONLY)
    if "docxtpl" in _imports(module):
        assert module in DOCXTPL_ONLY
    assert "chancery" not in _imports(module), "nothing imports the joining"


def test_imports_run_one_way() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    lint = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert lint.returncode == 0, lint.stdout


def test_every_setting_says_why_in_one_line() -> None:
    text = (ROOT / "config.toml").read_text("utf-8")
    for section, values in tomllib.loads(text).items():
        lines = text.split(f"\n[{section}]\n")[1].split("\n[")[0].splitlines()
        assert [name for name in values if not any(re.match(rf"{name} *=.*# ", line) for line in lines)] == [], section


def test_tests_use_real_parts() -> None:
    mocking = [module for module in TEST_MODULES if {"mock"} & _imports(module) or "unittest.mock" in (ROOT / module).read_text("utf-8")]
    assert len([module for module in mocking if module != "tests/test_house_rules.py"]) <= len(TEST_MODULES) * 0.05


@pytest.mark.parametrize("module", [module for module in TEST_MODULES if Path(module).name.startswith("test_")])
def test_a_test_is_read_at_a_glance(module: str) -> None:
    for function in functions_of(module):
        if function.name.startswith("test_"):
            body = function.body[1:] if ast.get_docstring(function) else function.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert lines <= 16, f"{function.name} has {lines} lines: move what is not its point"


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {(ROOT / module).parent for module in TEST_MODULES if "injected" not in module}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_nothing_names_this_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    hosts = (r"registry\.npm[j]s", r"pythonhoste[d]\.org", r"pypi\.or[g]/simple", r"/wor[k]/(main|shared)")
    words = re.compile("|".join(hosts))
    named = [name for name in listed if (ROOT / name).is_file() and (ROOT / name).suffix not in {".png", ".docx", ".pdf", ".ttf", ".woff2"}
             and words.search((ROOT / name).read_text("utf-8", errors="ignore"))]
    assert named == []


# logging, a claim's release, Camunda's attribute ...
OTHER_THINGS_TOO = {"log", "release", "assignee", "checksum", "stamp", "audit", "trail", "case"}


@cache
def _banned() -> set[str]:
    rows = [line.split("|") for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    return {word.strip().replace(" ", "_") for row in rows[1:] for word in row[4].split(",") if word.strip()} - OTHER_THINGS_TOO


@pytest.mark.parametrize("module", MODULES)
def test_one_word_for_one_thing(module: str) -> None:
    named = [Path(module).stem, *(node.name for node in ast.walk(tree_of(module)) if isinstance(node, ast.FunctionDef | ast.ClassDef))]
    snake = {re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() for name in named}
    for banned in _banned() - ({"workflow"} if module.startswith(SPIFF_ONLY) else set()):       # there it is the library's word
        assert not [name for name in snake if re.search(rf"(^|_){banned}(_|$)", name)], f"docs/glossary.md has another word for {banned!r}"
