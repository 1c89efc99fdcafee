# Everything starts here. On a fresh machine with Python 3.12 or newer, git and make: `make run`, `make test`.
.DEFAULT_GOAL := help
.PHONY: help run dev test bench bench-compare lint format messages lock build clean

HOST ?= 127.0.0.1
PORT ?= 8000
DATABASES ?= both
SIZE ?= small
export HOST PORT DATABASES SIZE

PYTHON = .venv/bin/python
ENVIRONMENT = python="$$(sh setup/find_python.sh)" && "$$python" -m setup.environment
UV_COMPILE = $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

help: ## what there is to make
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*##/:/' | awk -F': ' '{ printf "make %-13s %s\n", $$1, $$2 }'

run: ## set everything up and serve the site with the demo campaign (HOST=127.0.0.1 PORT=8000)
	@$(ENVIRONMENT) requirements.txt && exec $(PYTHON) -m setup.serve

dev: ## serve the demo for who changes the code: what is saved is served (HOST=127.0.0.1 PORT=8000)
	@$(ENVIRONMENT) requirements-dev.txt && exec $(PYTHON) -m setup.dev

test: ## set everything up and run the whole suite on SQLite and PostgreSQL (ARGS="-k name" picks, DATABASES=sqlite one)
	@$(ENVIRONMENT) requirements-dev.txt && exec $(PYTHON) -m setup.testing $(ARGS)

bench: ## measure what must be fast, on both databases (ARGS="page save" picks; DATABASES=postgresql SIZE=large)
	@$(ENVIRONMENT) requirements-dev.txt && exec $(PYTHON) -m tests.benchmarks $(ARGS)

bench-compare: ## what make bench found of two commits, side by side (A=abc1234 B=def5678)
	@$(ENVIRONMENT) requirements-dev.txt && exec $(PYTHON) -m tests.benchmarks.compare "$(A)" "$(B)"

lint: ## style, types, imports, scripts, styles, templates, migrations, deployment, catalogues, locks
	@$(ENVIRONMENT) requirements-dev.txt && exec $(PYTHON) -m setup.lint

format: ## format the Python files, the templates, the scripts and the styles
	@$(ENVIRONMENT) requirements-dev.txt && $(PYTHON) -m ruff check --fix --quiet . ; $(PYTHON) -m ruff format . && .venv/bin/djangofmt templates && $(PYTHON) -m setup.scripts

messages: ## bring the message catalogues to what code and templates say
	@$(ENVIRONMENT) requirements-dev.txt && $(PYTHON) -m setup.messages

build: ## make all that a start in production needs: packages, front end, catalogues, collected static files
	@$(ENVIRONMENT) requirements.txt && $(PYTHON) -m setup.building

lock: ## pin every package anew, with hashes (UPGRADE=--upgrade takes newer ones)
	@$(ENVIRONMENT) requirements-dev.txt
	@$(PYTHON) -m uv --version >/dev/null 2>&1 || $(PYTHON) -m pip install --quiet uv
	$(UV_COMPILE) $(UPGRADE) pyproject.toml --output-file requirements.txt
	$(UV_COMPILE) $(UPGRADE) pyproject.toml --group dev --output-file requirements-dev.txt
	$(UV_COMPILE) $(UPGRADE) setup/ffmpeg-requirements.in --output-file setup/ffmpeg-requirements.txt
	$(UV_COMPILE) $(UPGRADE) setup/java-requirements.in --output-file setup/java-requirements.txt
	$(UV_COMPILE) $(UPGRADE) setup/node-requirements.in --output-file setup/node-requirements.txt
	$(UV_COMPILE) $(UPGRADE) setup/postgres-requirements.in --output-file setup/postgres-requirements.txt
	cd frontend && npm install --package-lock-only --ignore-scripts
	cd setup/ace && npm install --package-lock-only --ignore-scripts

clean: ## remove what was built; var/ (what was written) and .venv stay
	rm -rf static/dist frontend/node_modules setup/ace/node_modules var/static var/built .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
