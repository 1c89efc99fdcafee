"""The WSGI application that granian serves: the published guide first, from memory, and Django for all the rest."""

from guide_project.application import application, counting

__all__ = ["application"]

counting.start()
