"""A machine's proposals, off unless a server is set: words with numbered placeholders go out, and what comes back is checked.

`proposals.propose` is the way in; `libretranslate` speaks with the server, `circuit_breaker` leaves it alone where it fails.
"""

from guide.translating.machine.proposals import Dropped, DropReason, Proposal, is_on, propose

__all__ = ["DropReason", "Dropped", "Proposal", "is_on", "propose"]
