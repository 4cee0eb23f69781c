"""
Generates .env.example, manifest.json, docs/commands.md, docs/settings.md and README's command table from the code.

    python -m scripts.docs            write them
    python -m scripts.docs --check    exit 1 where one differs, so that docs cannot rot
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.channel_settings import SETTINGS
from bot.manifest import manifest_json
from bot.registry import Registry, discover
from bot.settings import env_example, options

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- commands: begin -->", "<!-- commands: end -->"


def generated(registry: Registry) -> dict[Path, str]:
    """Path -> what must stand there."""
    readme = ROOT / "README.md"
    return {
        ROOT / ".env.example": env_example(),
        ROOT / "manifest.json": manifest_json(registry),
        ROOT / "docs" / "commands.md": _commands(registry),
        ROOT / "docs" / "settings.md": _settings(),
        readme: _with_table(readme.read_text(encoding="utf-8"), _table(registry)),
    }


def _commands(registry: Registry) -> str:
    lines = ["# Commands", "", "Generated from the handlers by `make docs`.", ""]
    for command in sorted(registry.commands.values(), key=lambda item: item.name):
        lines += [f"## `{command.name} {command.usage}`", "", command.summary + ".", ""]
        lines += [f"- `{example}`" for example in command.examples]
        if command.details:
            lines += ["", command.details]
        lines.append("")
    if registry.shortcuts:
        lines += ["## Message shortcuts", ""]
        lines += [
            f"- **{item.title}**: {item.summary}" for item in sorted(registry.shortcuts.values(), key=lambda i: i.id)
        ]
        lines.append("")
    return "\n".join(lines)


def _settings() -> str:
    lines = ["# Settings", "", "Generated from the code by `make docs`.", "", "## Process (`.env`)", ""]
    lines += ["| option | default | what it does |", "|---|---|---|"]
    lines += [
        f"| `{item.env}` | {f'`{item.default_text}`' if item.default_text else ''} | {item.help} |"
        for item in options()
    ]
    lines += ["", "## Channel (`/deskbot settings`)", "", "| setting | default | what it does |", "|---|---|---|"]
    lines += [f"| {item.title} | `{item.default}` | {item.help} |" for item in SETTINGS]
    return "\n".join([*lines, ""])


def _table(registry: Registry) -> str:
    lines = ["| command | what it does |", "|---|---|"]
    for item in sorted(registry.commands.values(), key=lambda command: command.name):
        usage = item.usage.replace("|", "\\|")
        lines.append(f"| `{item.name} {usage}` | {item.summary} |")
    return "\n".join(lines)


def _with_table(readme: str, table: str) -> str:
    head, _, rest = readme.partition(BEGIN)
    _old, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{table}\n{END}{tail}" if rest else readme


def main() -> int:
    """Write, or compare."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path, text in generated(discover()).items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if check and stale:
        print("These differ from the code; run make docs: " + ", ".join(map(str, stale)))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
