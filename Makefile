# The front door for people. Each target does all of its own set-up and may be run twice.
#   make brief [GROUP=CRINK]   build, and write GROUP's brief as one HTML file
#   make test                  build with sanitizers and run every check
#   make test-deep             the same programs with simulations at full size
#   make build                 build/release/blocs
#   make bench                 benchmarks
GROUP ?= CRINK
OUT ?= $(GROUP)-brief.html
FUZZ_SECONDS ?= $(if $(CI),60,10)
JOBS ?= $(shell nproc)
PREFIX ?= /usr/local

.PHONY: build brief test test-deep page bench install format lint clean setup setup-test

build: page
	@cmake --preset release $(CMAKE_QUIET)
	@cmake --build --preset release -j $(JOBS)
	@echo "built: build/release/blocs"

brief: build
	@build/release/blocs brief "$(GROUP)" -o "$(OUT)"
	@echo "open $(OUT) in a browser"

page: setup
	@scripts/build-page

setup:
	@scripts/setup build

setup-test:
	@scripts/setup test

test: setup-test page
	@FUZZ_SECONDS=$(FUZZ_SECONDS) JOBS=$(JOBS) scripts/test

test-deep: setup-test page
	@cmake --preset dev >/dev/null && cmake --build --preset dev -j $(JOBS)
	@BLOCS_DEEP_TESTS=1 ctest --preset dev -j $(JOBS)

lint: setup-test
	@scripts/lint

format: setup-test
	@scripts/lint --fix

bench: page
	@scripts/bench

install: build
	@cmake --install build/release --prefix "$(PREFIX)"

clean:
	rm -rf build web/dist
