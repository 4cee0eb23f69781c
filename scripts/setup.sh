#!/usr/bin/env bash
# Makes .venv from the hash-pinned lock file: finds uv, or installs it into .uv/ from a hash-pinned file, then syncs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
  echo "deskbot needs Python 3.11, 3.12 or 3.13; '$python' is $("$python" --version 2>&1). Say which with: make PYTHON=python3.12 setup" >&2
  exit 1
fi

if command -v uv >/dev/null 2>&1 && uv pip compile --help 2>/dev/null | grep -q -- --system-certs; then
  uv=uv
else
  uv=.uv/bin/uv
  if ! [ -x "$uv" ]; then
    echo "Installing uv into .uv/ ..."
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
      minor=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
      echo "This Python has no venv module. Install the package python$minor-venv (Debian, Ubuntu: apt install python$minor-venv), then run make again." >&2
      exit 1
    fi
    rm -rf .uv
    "$python" -m venv .uv
    .uv/bin/python -m pip install --quiet --require-hashes -r requirements-uv.lock
  fi
fi

echo "Preparing .venv ..."
[ -x .venv/bin/python ] || "$uv" venv --quiet --system-certs --python "$python" .venv
# Bytecode is made here, once: uv leaves it to the first start, and a service that may not write (or is told not to
# by PYTHONDONTWRITEBYTECODE, as in many container images) would compile at every start, which then takes twice as long.
# --find-links and local indexes of this machine do not count: the lock file alone says what is installed.
"$uv" pip sync --quiet --system-certs --compile-bytecode --python .venv/bin/python --require-hashes requirements-dev.lock
"$uv" pip install --quiet --system-certs --python .venv/bin/python --no-deps --no-build-isolation --editable .
.venv/bin/python -m compileall -q bot handlers storage
touch .venv/.ready
