"""The storage loads sqlite-utils, and nothing of the pandas that happens to be installed beside it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

PROGRAM = """
import sys
from storage import open_storage
storage = open_storage(sys.argv[1])
assert "sqlite_utils" in sys.modules
assert isinstance(storage._connections._writer, sys.modules["sqlite_utils"].Database)
print(*sorted({"pandas", "numpy"} & set(sys.modules)))
import pandas
print(pandas.DataFrame({"a": [1]})["a"].sum())
"""


@pytest.mark.skipif(importlib.util.find_spec("pandas") is None, reason="pandas is not installed here")
def test_pandas_is_not_loaded_and_can_be_loaded_later(tmp_path):
    """Opening the storage imports sqlite-utils without pandas and numpy, and hides them from nobody afterwards."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "desk.db")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["", "1"]
