"""deskbot's core: what it knows and how it runs. Importing it loads no third-party library."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("deskbot")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+unknown"
