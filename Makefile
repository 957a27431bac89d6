# make run   everything, on 127.0.0.1:$(PORT); Ctrl-C stops it
# make test  every check and every test
# make pictures  the pictures of the guide, and docs/generated
# make bench what it does in a second, beside bare SQL; MEASURES="lists draws" for some, QUICK=1 to see it run
PYTHON ?= python3
export PYTHONUTF8 = 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test bench lint pictures locks

run:
	@$(PYTHON) requirements/install.py base
	@$(PYTHON) requirements/system.py
	@exec .venv/bin/python -m settings.up

test:
	@$(PYTHON) requirements/install.py dev
	@$(PYTHON) requirements/system.py
	@.venv/bin/python requirements/browser.py
	.venv/bin/python -m pytest -n 3 --dist loadgroup --no-loadscope-reorder

bench:
	@$(PYTHON) requirements/install.py base
	@.venv/bin/python -m benchmarks $(MEASURES) $(if $(QUICK),--quick) $(if $(JSON),--json $(JSON))

lint:
	@$(PYTHON) requirements/install.py dev
	.venv/bin/python -m pytest tests/architecture

pictures:
	@$(PYTHON) requirements/install.py dev
	@$(PYTHON) requirements/system.py
	@.venv/bin/python requirements/browser.py
	.venv/bin/python manage.py write_docs
	GUIDE_PICTURES=1 .venv/bin/python -m pytest tests/browser/test_guide_pictures.py

# After a change in pyproject.toml.
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header
locks:
	$(COMPILE) pyproject.toml -o requirements/base.lock
	$(COMPILE) pyproject.toml --group dev -o requirements/dev.lock
	$(COMPILE) --group pyproject.toml:tools -o requirements/tools.lock
