"""What the log keeps: no address that lets somebody in."""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"(/(?:agency|review)/)[^/\s?]+")


class WithoutTokens(logging.Filter):
    """Django's log names the address that was not found, or failed: that of a link without what opens it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(TOKEN.sub(r"\1…", arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
