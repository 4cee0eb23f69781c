"""
Delivery: a post that was decided on reaches its channel once, on time, whatever dies on the way.

The outbox rows (`bot.ports.OutboxStore`) remember; this room sends: claim with a lease, count the attempt, post with
the key in the message metadata, record. What may or may not have been posted is looked up before any second try.
"""

from bot.delivery.outbox import Outbox, outbox_key
from bot.delivery.pacing import Pacer
from bot.delivery.policy import Policy
from bot.delivery.worker import Deliverer

__all__ = ["Deliverer", "Outbox", "Pacer", "Policy", "outbox_key"]
