#!/usr/bin/env bash
# Compiles the lock files: versions and hashes for Python 3.11-3.13, no download addresses.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
uv=$(command -v uv || echo .uv/bin/uv)
options=(--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --system-certs --quiet "$@")
"$uv" pip compile "${options[@]}" pyproject.toml -o requirements.lock
"$uv" pip compile "${options[@]}" --extra dev -c requirements.lock pyproject.toml requirements-build.in -o requirements-dev.lock
"$uv" pip compile "${options[@]}" requirements-uv.in -o requirements-uv.lock
