"""What pages are ranked by: how useful a page is at least, given how few have read it."""

from __future__ import annotations

from math import sqrt

CERTAINTY = 1.96  # of 95 %
SCALE = 1_000_000


def lower_bound(useful: int, readers: int) -> int:
    """Wilson's lower bound of the share of readers who found it useful, in millionths.

    So two out of two stand below sixty out of a hundred: that everybody of so few liked it says little yet. Stored as a whole
    number, so that a list can be paged by it.
    """
    if not useful:
        return 0
    n = max(readers, useful)
    share, z = useful / n, CERTAINTY**2 / n
    spread = CERTAINTY * sqrt((share * (1 - share) + z / 4) / n)
    return round(SCALE * (share + z / 2 - spread) / (1 + z))
