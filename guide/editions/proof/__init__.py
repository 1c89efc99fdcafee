"""Taking an edition to proof: the checklist and its gate, what is frozen then, and what has changed since."""

from guide.editions.proof.checks import REASON_LENGTH, Check, NotGreen, Unread, checklist, unread

__all__ = ["REASON_LENGTH", "Check", "NotGreen", "Unread", "checklist", "unread"]
