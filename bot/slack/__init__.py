"""Slack: the client policy, incoming text, and the listeners that ack first and work later."""
