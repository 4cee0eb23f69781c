"""What every card must bear: hostile, right-to-left and very long texts, and one fixed moment."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 4, 20, 12, 45, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> <!channel> <@U0EVIL00001> *bold* `code` <https://evil.example|Allogene> & \u202etxt.exe %s"
RIGHT_TO_LEFT = "شركة التكنولوجيا الحيوية تعلن نتائج إيجابية للمرحلة الثالثة (ALLO)"
LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 6


def long_sentence(words: int = 120) -> str:
    """A sentence of that many words."""
    return " ".join(
        f"the company said in part {index} of its statement that" for index in range(1, words // 9 + 2)
    ).capitalize()
