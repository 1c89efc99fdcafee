"""Whose a request is, before its body is taken: by its session, as Django will find it."""

from __future__ import annotations

from http import HTTPStatus
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.http import parse_cookie

from guide_project.server.edge.bodies import BodyRefused
from guide_project.server.edge.environ import Environ


def sender_of(environ: Environ) -> str:
    """Returns the key of who is signed in; the empty text where nobody is. Raises BodyRefused where that cannot be known."""
    key = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return ""
    close_old_connections()
    try:
        session = import_module(settings.SESSION_ENGINE).SessionStore(key)
        return str(session.get(SESSION_KEY, ""))
    except (DatabaseError, InterfaceError):
        reason = "The database cannot be reached just now."
        raise BodyRefused(HTTPStatus.SERVICE_UNAVAILABLE, reason, Retry_After="10") from None
    finally:
        close_old_connections()
