# make demo: set up and score a real example.  make test: set up and pass the tests.
# make test-real: the tests that need a real part, which fail where it is missing.
# make bench: measure gp against its peers.

PYTHON ?= python3
DEMO = .venv-demo
DEV = .venv
BENCH = .venv-bench
PACKS = $(sort $(wildcard plugins/*))
OTHERS = 3.11 3.12 3.13

.PHONY: demo test test-real lint others fast messages bench clean

demo: $(DEMO)/.ready
	$(DEMO)/bin/gp score examples/zhangshu-2021/township-ceiling.toml
	@echo
	$(DEMO)/bin/gp rank examples/season-zhangshu-2021
	@echo; echo "gp is in $(DEMO)/bin: source $(DEMO)/bin/activate"

$(DEMO)/.ready: pyproject.toml $(PACKS:%=%/pyproject.toml)
	$(PYTHON) -m venv $(DEMO)
	$(DEMO)/bin/python -m pip install --quiet --disable-pip-version-check -e . $(PACKS:%=-e %)
	touch $@

$(DEV)/.ready: pyproject.toml requirements-dev.txt $(PACKS:%=%/pyproject.toml)
	$(PYTHON) -m venv $(DEV)
	$(DEV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

$(DEV)/.ready-real: $(DEV)/.ready requirements-real.txt
	$(DEV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-real.txt
	touch $@

test: $(DEV)/.ready lint
	$(DEV)/bin/python -m pytest -n 2 -m "not real"

lint: $(DEV)/.ready
	$(DEV)/bin/ruff check .
	$(DEV)/bin/ruff format --check .
	$(DEV)/bin/mypy
	$(DEV)/bin/lint-imports

test-real: $(DEV)/.ready-real
	$(DEV)/bin/python -m pytest -m real

# The fast tests under every other supported Python that is found.
others:
	@own=$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	for version in $(OTHERS); do \
	  [ $$version != $$own ] || continue; \
	  found=python$$version; \
	  $$found -c '' 2>/dev/null || found=$$(ls -d "$$(pyenv root 2>/dev/null)"/versions/$$version.*/bin/python$$version 2>/dev/null | tail -n 1); \
	  if [ -n "$$found" ]; then \
	    echo "$$found"; \
	    $(MAKE) --no-print-directory fast PYTHON=$$found DEV=.venv-$$version || exit 1; \
	  else \
	    echo "python$$version: not found"; \
	  fi; \
	done

fast: $(DEV)/.ready
	$(DEV)/bin/python -m pytest -n 2 -m "not real"

messages: $(DEV)/.ready
	$(DEV)/bin/python tools/messages.py update
	$(DEV)/bin/python tools/messages.py compile

# Everything side by side with its peers; bench="--only startup --rounds 5" asks for less.
bench: $(BENCH)/.ready
	$(BENCH)/bin/python benchmarks/run.py $(bench)

$(BENCH)/.ready: pyproject.toml benchmarks/requirements.txt $(PACKS:%=%/pyproject.toml)
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	touch $@

clean:
	rm -rf .venv .venv-demo .venv-bench .venv-3.* build plugins/*/build
