"""Block Kit cards: one module per kind of answer; nothing else builds blocks."""
