"""The WSGI application that granian serves: the published guide first, from memory, and Django for all the rest."""

from guide_project.server.application import application, visit_counter

__all__ = ["application"]

visit_counter.start()
