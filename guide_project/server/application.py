"""Django and what stands before it, as the server loads it once for all of its workers: it starts no thread."""

import os

from django.core.wsgi import get_wsgi_application

from guide_project.server.stack_reserve import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")

django = with_room(get_wsgi_application())

from guide.distribution import visit_counter  # noqa: E402 - models, which are there only now
from guide.serving.file_server import FileServer  # noqa: E402

__all__ = ["application", "visit_counter"]

application = FileServer(django, note=visit_counter.note)
