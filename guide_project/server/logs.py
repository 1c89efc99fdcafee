"""What the log holds, and since when: no address that lets somebody in."""

from __future__ import annotations

import logging
import re
from typing import Any

from django.db.utils import OperationalError

# What says something of each task, or each file.
CHATTY = ("weasyprint", "weasyprint.progress", "fontTools", "django.tasks", "django_tasks_db", "flufl.bounce")
NAMING_ADDRESSES = ("django.request", "django.security.csrf", "guide_project.access")
TOKEN = re.compile(r"(/(?:agency|ask|invitation|reset/key|review|room|set-up|slides|stop)/|[?&]code=)[^/\s?&]+")


class WithoutTokens(logging.Filter):
    """Django's log names the address that was not found, or failed: that of a link without what opens it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(TOKEN.sub(r"\1…", arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


class DatabaseInALine(logging.Filter):
    """Says why the database cannot be reached, in place of a hundred lines for each request and duty meanwhile."""

    def filter(self, record: logging.LogRecord) -> bool:
        problem = record.exc_info[1] if record.exc_info else None
        if is_unreachable(problem):
            record.msg, record.args = f"{record.getMessage()}: {unreachable(problem)}", ()
            record.exc_info = record.exc_text = None
        return True


def is_unreachable(problem: BaseException | None) -> bool:
    """Whether PostgreSQL did not answer, which no traceback explains: what it answers has a code."""
    return isinstance(problem, OperationalError) and getattr(problem.__cause__, "pgcode", "") is None


def unreachable(problem: BaseException | None) -> str:
    return f"the database cannot be reached: {' '.join(str(problem).split())}"


class WithoutTraceback(logging.Filter):
    """The sentence says which name the site was asked by; how Django came to ask is no help, and scanners fill the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True


class SubsetsOnce(logging.Filter):
    """Says once, not for each font of each PDF, that it is made without HarfBuzz's library for subsets."""

    was_said = False

    def filter(self, record: logging.LogRecord) -> bool:
        if "HarfBuzz-Subset" not in str(record.msg):
            return True
        was_said, self.was_said = self.was_said, True
        return not was_said


def configuration(level: str) -> dict[str, Any]:
    """Returns settings.LOGGING: one stream, each line with its time."""
    line = {"format": "{asctime} {levelname} {name}: {message}", "style": "{", "datefmt": "%Y-%m-%d %H:%M:%S%z"}
    naming_addresses = {name: {"filters": ["without_tokens"]} for name in NAMING_ADDRESSES}
    in_a_line = {"django.security.DisallowedHost": {"filters": ["without_traceback"]}}
    chatty: dict[str, Any] = {name: {"level": "WARNING"} for name in CHATTY}
    chatty["weasyprint"]["filters"] = ["subsets_once"]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"timed": line},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "timed", "filters": ["database_in_a_line"]}
        },
        "root": {"handlers": ["console"], "level": level},
        "filters": {
            "database_in_a_line": {"()": "guide_project.server.logs.DatabaseInALine"},
            "subsets_once": {"()": "guide_project.server.logs.SubsetsOnce"},
            "without_tokens": {"()": "guide_project.server.logs.WithoutTokens"},
            "without_traceback": {"()": "guide_project.server.logs.WithoutTraceback"},
        },
        "loggers": naming_addresses | in_a_line | chatty,
    }
