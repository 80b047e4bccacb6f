# make demo   the whole chain on the sample trials, into out/demo
# make test   everything that must hold: style, types, tests
# make lint   style and types alone
# make bench  every benchmark, with its figures
# make report-bundle  builds the report's scripts again from report/web (needs node and npm)
# make chromium  installs Chromium for the report's tests, where apt and root are there
# make docs   the documentation as a website, into out/docs
# make samples  makes the sample trials again, the same bytes each time
# make install  the tool and what development needs, and runs nothing
# make clean  removes the environment and what tools left behind
#
# demo and samples install the tool alone into .venv; the others add what development needs.
#
# PYTEST_ARGS reaches pytest:   make test PYTEST_ARGS="-k cli -x"
# PYTHON names an interpreter:  make test PYTHON=/opt/python3.12/bin/python3

VENV := .venv
PY := $(VENV)/bin/python
TOOL := $(VENV)/.installed
DEVELOPMENT := $(VENV)/.installed-dev
PIP := $(PY) -m pip install --disable-pip-version-check --editable
PYTHON ?=
PYTEST_ARGS ?=

.PHONY: demo test lint bench docs report-bundle chromium samples clean install anew
.DEFAULT_GOAL := test

demo: $(TOOL)
	$(VENV)/bin/opensim-wink demo --overwrite -o out/demo

test: lint
	$(PY) -m pytest -n 2 --dist worksteal $(PYTEST_ARGS)

lint: $(DEVELOPMENT)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

bench: $(DEVELOPMENT)
	@found=; failed=; \
	for script in benchmarks/*.py; do \
	    case "$$script" in benchmarks/test_*|benchmarks/conftest.py|benchmarks/report_pictures.py|benchmarks/study_trials.py|'benchmarks/*.py') continue ;; esac; \
	    found=1; echo "== $$script"; $(PY) "$$script" || failed="$$failed $$script"; \
	done; \
	if ls benchmarks/test_*.py >/dev/null 2>&1; then \
	    found=1; $(PY) -m pytest benchmarks --benchmark-only || failed="$$failed pytest"; \
	fi; \
	if [ -z "$$found" ]; then echo "make bench: benchmarks/ holds no benchmark."; fi; \
	if [ -n "$$failed" ]; then echo "make bench: failed:$$failed" >&2; exit 1; fi

docs: $(DEVELOPMENT)
	$(PY) -m sphinx -W --keep-going -n -q -b html docs out/docs
	@echo "The documentation is out/docs/index.html"

samples: $(TOOL)
	$(PY) -m opensim_wink.samples sample_trials

report-bundle:
	cd src/opensim_wink/report/web && npm ci && npx tsc --noEmit && npm run build

chromium:
	@for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do \
	    command -v $$name >/dev/null 2>&1 && exit 0; \
	done; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then \
	    echo "make chromium: no Chromium here, and no way to install one; the report's browser tests will be skipped." >&2; \
	else \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	fi

install: $(DEVELOPMENT)

# A shim may exist for a Python that does not, so every candidate is run before it is taken.
$(TOOL): pyproject.toml
	@set -e; \
	allowed='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; \
	if ! $(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	    chosen=; \
	    for candidate in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3); do \
	        if "$$candidate" -c "$$allowed" >/dev/null 2>&1; then chosen=$$candidate; break; fi; \
	    done; \
	    if [ -z "$$chosen" ]; then \
	        echo "make: opensim-wink needs Python 3.11, 3.12 or 3.13 with its venv module; none was found. Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
	        exit 1; \
	    fi; \
	    echo "Making $(VENV) with $$("$$chosen" --version)"; \
	    "$$chosen" -m venv --clear $(VENV); \
	fi
	@echo "Installing opensim-wink and what it runs on into $(VENV): over 200 MB to fetch, 1 to 5 minutes. pip is silent while it unpacks."
	$(PIP) .
	@touch $@

# Where the system's Python went away or was replaced, .venv runs no more, whatever the stamps say.
ifeq ($(shell $(PY) -c 'print(1)' 2>/dev/null),)
$(TOOL): anew
endif

$(DEVELOPMENT): $(TOOL)
	@echo "Adding what style, types, tests and documentation need: 1 to 5 minutes more."
	$(PIP) '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
