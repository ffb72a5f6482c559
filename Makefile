# Every target prepares .venv first; see packaging/setup_env.py. `make` alone lists the targets.

PYTHON ?= python3
VENV   := .venv/bin/python
# Tests and pictures never need a screen.
OFFSCREEN := QT_QPA_PLATFORM=offscreen
# Extra words for pytest, for example: make test TESTS="tests/domain -x"
TESTS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check format bench screens faults package lock clean env env-dev

help: ## Show this list
	@echo "Caregiver Organizer. Type one of these:"
	@echo
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | \
		while IFS='|' read -r name text; do printf '  make %-9s %s\n' "$$name" "$$text"; done

run: env ## Start the program (without a display: prepare the example family under sample/)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ]; then \
		exec $(VENV) main.py; \
	else \
		exec $(VENV) packaging/headless_demo.py; \
	fi

test: env-dev ## Run the tests
	@$(OFFSCREEN) $(VENV) -m pytest -q -n auto --maxprocesses=4 $(TESTS)

check: env-dev ## Check style, types and the structure of the program
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m mypy
	@$(OFFSCREEN) $(VENV) -m pytest -q tests/test_architecture.py

format: env-dev ## Put the source text into the common layout
	@$(VENV) -m ruff check --fix .
	@$(VENV) -m ruff format .

bench: env-dev ## Measure speed and memory, each beside its floor
	@$(OFFSCREEN) $(VENV) -m benchmarks

screens: env ## Draw the pictures of the README and the user guide
	@$(VENV) packaging/draw_pictures.py

faults: env-dev ## Run the long trials that kill and starve the program
	@$(OFFSCREEN) $(VENV) -m pytest -q -m faults $(TESTS)

package: env-dev ## Build the program folder and the .deb in dist/, and try it out when root
	@$(VENV) packaging/build_package.py

lock: env-dev ## Choose the newest allowed packages and write the lock files
	@$(VENV) packaging/write_locks.py

clean: ## Remove everything that make has made, except .venv
	@rm -rf build dist sample .pytest_cache .mypy_cache .ruff_cache .hypothesis htmlcov .coverage
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

env:
	@$(PYTHON) packaging/setup_env.py

env-dev:
	@$(PYTHON) packaging/setup_env.py --dev
