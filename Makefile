# make run   everything, on 127.0.0.1:$(PORT); Ctrl-C stops it
# make test  every check and every test
PYTHON ?= python3
export PYTHONUTF8 = 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test lint locks

run:
	@$(PYTHON) requirements/install.py base
	@$(PYTHON) requirements/system.py
	@exec .venv/bin/python -m settings.up

test:
	@$(PYTHON) requirements/install.py dev
	@$(PYTHON) requirements/system.py
	@.venv/bin/python requirements/browser.py
	.venv/bin/python -m pytest -n 2 --dist loadgroup

lint:
	@$(PYTHON) requirements/install.py dev
	.venv/bin/python -m pytest tests/architecture

# After a change in pyproject.toml.
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header
locks:
	$(COMPILE) pyproject.toml -o requirements/base.lock
	$(COMPILE) pyproject.toml --group dev -o requirements/dev.lock
	$(COMPILE) --group pyproject.toml:tools -o requirements/tools.lock
