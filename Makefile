# Two commands matter: make run, make test. Each sets up what it needs.
.PHONY: run test bench lint faults setup
.SILENT:

run:
	./setup.sh run
	exec .venv/bin/chancery up --demo

test:
	./setup.sh test
	.venv/bin/python -m pytest -q -n 2 --dist worksteal --databases sqlite,postgresql --durations 20

lint:
	./setup.sh run
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache

bench:
	./setup.sh test
	.venv/bin/python -m bench

faults:
	./setup.sh test
	.venv/bin/python -m pytest -q tests/faults --every-commit
