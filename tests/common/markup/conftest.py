"""Generated texts are read however busy the machine is, and leave nothing behind in the checkout."""

from hypothesis import settings

settings.register_profile("markup", deadline=None, database=None)
settings.load_profile("markup")
