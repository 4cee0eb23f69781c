"""One small module per command, event and button; `bot.registry.discover` finds what they declare."""
