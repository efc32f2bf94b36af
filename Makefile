# The two commands of README: `make run` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup run test check bench pipeline pictures docs clean

setup: $(VENV)/.ready

# pip decides what is to do; the stamp makes a second call instant.
$(VENV)/.ready: pyproject.toml constraints.txt resources/map/package-lock.json $(wildcard packaging/*.py packaging/linux/*.sh resources/geo/*.csv resources/map/*.js resources/map/*.css resources/translations/*.ts)
	bash packaging/linux/install-packages.sh
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,trainer]'
	$(BIN)/python packaging/build_resources.py
	touch $@

# With a display the window; without one the same job in the terminal.
run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/python main.py window --sample; else \
	$(BIN)/python main.py locate resources/sample-album --library resources/built/sample.sqlite --map map.html && \
	echo "Open map.html in a browser to see the photos on the map."; fi

test: setup
	OMP_NUM_THREADS=1 $(BIN)/pytest -m "not gpu"

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/pyright

# GLOBE's whole way on a tiny model: curation, SFT, reward model, GRPO, export, the app.
pipeline: setup
	OMP_NUM_THREADS=1 $(BIN)/pytest -q -m slow tests/integration/test_pipeline.py

pictures: setup
	$(BIN)/python packaging/make_pictures.py

docs: setup
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	@echo "Open build/docs/index.html in a browser."

bench: setup
	$(BIN)/python main.py bench engine
	$(BIN)/python main.py bench library

clean:
	rm -rf $(VENV) resources/built resources/map/node_modules
