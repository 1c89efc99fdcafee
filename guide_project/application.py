"""Django and what stands before it, as the server loads it once for all of its workers: it starts no thread."""

import os

from django.core.wsgi import get_wsgi_application

from guide_project.stack_reserve import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")

django = with_room(get_wsgi_application())

from guide.distribution import counting  # noqa: E402 - models, which are there only now
from guide.serving.front import Front  # noqa: E402

__all__ = ["application", "counting"]

application = Front(django, note=counting.note)
