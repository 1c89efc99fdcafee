"""Answers with the files of editions, which cost no query: ahead of Django where readers ask, inside of it for the rest.

`answers` says what is answered, once for both ways; `front` stands before Django and keeps whole answers in memory.
"""

from guide.serving.file_responses import is_read
from guide.serving.names import NAMED_AFTER_CONTENT, file_in, find, form_of
from guide.serving.responses import serve

__all__ = ["NAMED_AFTER_CONTENT", "file_in", "find", "form_of", "is_read", "serve"]
