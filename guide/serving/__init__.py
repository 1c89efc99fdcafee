"""Answers with the files of editions, which cost no query: ahead of Django where readers ask, inside of it for the rest.

`file_server` stands before Django (guide_project/server/application.py); what it has ready, `edge` beside it gives
without a thread. `names` reads the address, `saved_names` what a file is called on its reader's disk, and `common.files`
answers: whole, 304, a part. What is left to Django comes to the guide's views, which answer by the same. Both tell
guide/distribution/visit_counter.py, which counts readers every few seconds and throws salts and hashes away at night.
`make bench` measures it against nginx. See docs/topics/distribution.md.
"""

from common.files.file_cache import NAMED_AFTER_CONTENT, file_in
from common.files.file_responses import is_read
from guide.serving.file_server import serve
from guide.serving.names import find, form_of

__all__ = ["NAMED_AFTER_CONTENT", "file_in", "find", "form_of", "is_read", "serve"]
