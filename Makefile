# Everything one does with a checkout; `make` alone lists it.
# BETS_DATA_DIR and BETS_PORT choose folder and port of `demo` and `up`; ARGS is passed on: make test ARGS="-k rank".

RUN = .venv/bin/python
INSTALL = requirements/python requirements/bootstrap.py
COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml
IN_PRODUCTION = BETS_URL=https://bets.example BETS_SMTP_URL=smtp://mail.example

.PHONY: help
help: ## list what there is to make
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '  make %-14s %s\n' "$$name" "$$text"; done

.PHONY: demo
demo: runtime ## start everything with an invented company, to look around in
	@$(RUN) manage.py up --demo $(ARGS)

.PHONY: up
up: runtime ## start everything, empty, for real use
	@$(RUN) manage.py up $(ARGS)

.PHONY: test
test: development ## run the tests: everything, with small counts
	$(RUN) -m pytest -n 2 --maxschedchunk 1 $(ARGS)

.PHONY: faults
faults: development ## run the fault and concurrency tests with their full counts; takes long
	BETS_FAULTS=full $(RUN) -m pytest -m faults $(ARGS)

.PHONY: bench
bench: development ## measure product and floor in one run
	$(RUN) -m tests.bench $(ARGS)

.PHONY: picture
picture: development ## take the picture of README.md again; needs a Chromium
	$(RUN) -m tests.picture

.PHONY: tour
tour: development ## take the pictures of docs/tour.md again; needs a Chromium
	$(RUN) -m tests.tour

.PHONY: openapi
openapi: development ## write docs/openapi.json again, after a change of the REST interface
	$(RUN) manage.py openapi

.PHONY: check
check: development ## style, types, layers, migrations, templates, settings
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	.venv/bin/lint-imports
	$(RUN) manage.py makemigrations --check --dry-run
	$(RUN) manage.py check_templates
	$(IN_PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING

.PHONY: format
format: development ## put the style right where a program can
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format

.PHONY: requirements
requirements: ## compile the lists of packages again after a change of pyproject.toml; needs uv
	$(COMPILE) --output-file requirements/app.txt
	$(COMPILE) --group embedded --output-file requirements/embedded.txt
	$(COMPILE) --group dev --output-file requirements/dev.txt

.PHONY: runtime
runtime:
	@$(INSTALL) requirements/embedded.txt

.PHONY: development
development:
	@$(INSTALL) requirements/dev.txt
