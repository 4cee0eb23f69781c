"""The one loose type of the workspace: a decoded JSON object, as it crosses the wire."""

from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]
