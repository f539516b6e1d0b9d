# make rapport   the report of the default edition (EDITIE=2015 for another)
# make test      everything that is checked before a change lands
# make test-lang  the longer job: more damaged inputs, with whole runs (.ci/run runs it after `make test`)
# make jupyter   Jupyter Lab in notebooks/; installs it the first time (requirements-jupyter.lock)
# make meting   the benchmarks: about 15 minutes on a machine that does nothing else (docs/naslag/prestaties.md)
# make afbeeldingen  the pictures in README and docs, of the report that is made first (needs Chromium)
# make mutaties  mutation testing of the models and afspraken/ (docs/naslag/mutaties.md; MUTANTEN='*.balans.*' for a part)
# make controle  reads and checks all sources; make slot: the lock files anew (needs uv); make schoon: what was made goes
# What Python has compiled is kept, whatever the environment says: a test run starts hundreds of interpreters.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
VENV := .venv
MOTOR := packages/papermill-forkserver
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# An environment belongs to one folder, and runs its code: where the project was moved or copied it is made anew.
EIGEN := import importlib.util, os, pathlib, sys; \
	hier = pathlib.Path.cwd(); code = importlib.util.find_spec("woonanalyse"); \
	eigen = code and pathlib.Path(code.origin).resolve().is_relative_to(hier.resolve() / "src"); \
	sys.exit(not (eigen and os.fsencode(hier / "$(BIN)") in pathlib.Path("$(BIN)/pip").read_bytes()))
$(shell test -f $(VENV)/.klaar && ! $(BIN)/python -I -c '$(EIGEN)' 2>/dev/null && \
	if test -L $(VENV); then rm -f $(VENV); else rm -f $(VENV)/.klaar* $(BIN)/python; fi)

.PHONY: rapport test test-lang types gecompileerd afbeeldingen mutaties meting jupyter controle slot schoon

rapport: $(VENV)/.klaar
	$(BIN)/woonanalyse rapport $(if $(EDITIE),--editie $(EDITIE))

test: $(VENV)/.klaar-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory -j2 types gecompileerd
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -rs --hypothesis-profile=kort -m "not lang"

types:
	$(BIN)/mypy

# mypy takes one processor: beside it what the tests are is compiled, which each worker of pytest would do by itself.
# Once in an environment: of the few files that change later that is less than looking at all of them.
gecompileerd: $(VENV)/.klaar-tests

$(VENV)/.klaar-tests: $(VENV)/.klaar-dev
	@$(BIN)/python -m pytest --collect-only -m "not lang" >/dev/null 2>&1 || true
	@touch $@

test-lang: $(VENV)/.klaar-dev
	$(BIN)/python -m pytest -n 2 --dist worksteal -rs -m "lang or hypothesis"

afbeeldingen: $(VENV)/.klaar-dev rapport
	$(BIN)/python tests/maak_afbeeldingen.py $(EDITIE)

# The verdicts stay in mutants/: a next run tries what survived or has changed; `make schoon` forgets all.
MUTATIEBANEN ?= 2
mutaties: $(VENV)/.klaar-dev
	$(BIN)/python tests/mutatiestand.py --opnieuw
	$(BIN)/mutmut run --max-children $(MUTATIEBANEN) $(if $(MUTANTEN),'$(MUTANTEN)')
	$(BIN)/python tests/mutatiestand.py

meting: $(VENV)/.klaar-dev
	$(BIN)/python benchmarks/meet.py

jupyter: $(VENV)/.klaar-jupyter
	$(BIN)/jupyter lab notebooks

controle: $(VENV)/.klaar
	$(BIN)/woonanalyse controleer

$(VENV)/bin/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 of nieuwer is nodig')"
	$(PYTHON) -m venv --clear $(VENV)

# What runs from its own folder pip does not compile: without this each run does where it may not write there.
$(VENV)/.klaar: requirements.lock pyproject.toml $(MOTOR)/pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e $(MOTOR) -e .
	$(BIN)/python -m compileall -q src $(MOTOR)/src
	touch $@

$(VENV)/.klaar-dev: requirements-dev.lock $(VENV)/.klaar
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@

$(VENV)/.klaar-jupyter: requirements-jupyter.lock $(VENV)/.klaar
	$(PIP) install --require-hashes -r requirements-jupyter.lock
	touch $@

# The lock files: exact versions with hashes for every platform, no host named. Each is constrained by the one before it,
# so one environment can hold all three. What our own package needs is in them, the package itself is not: it is installed
# from its folder (tool.uv.sources in pyproject.toml).
SLOT := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet \
	--no-emit-package papermill-forkserver --no-strip-extras
slot:
	uv pip compile pyproject.toml --extra bouw $(SLOT) -o requirements.lock
	uv pip compile pyproject.toml --extra bouw --extra jupyter -c requirements.lock $(SLOT) -o requirements-jupyter.lock
	uv pip compile pyproject.toml --extra bouw --extra dev -c requirements-jupyter.lock $(SLOT) -o requirements-dev.lock

schoon:
	rm -rf data/processed data/sjablonen mutants report/_output report/_werk/[!.]* .pytask pytask.lock pytask.lock.journal
