"""The WSGI application that granian serves: the published guide first, from memory, and Django for all the rest."""

import os

from django.core.wsgi import get_wsgi_application

from guide_project.room import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")

django = with_room(get_wsgi_application())

from guide.distribution import counting  # noqa: E402 - models, which are there only now
from guide.serving.front import Front  # noqa: E402

counting.start()
application = Front(django, note=counting.note)
