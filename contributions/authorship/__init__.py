"""Whose words a page is made of today, down to the passage.

common/markup/blame.py says which version brought each word of a text in, carried from one version to the next;
common/markup/html_blocks.py finds those words again in rendered HTML and marks them. `sync` handles events and goes on from the
last version that it knows; `shares` answers (`authored_text`, `shares_of`). What is stored is derived: `manage.py
rebuild_authorship` makes it anew. See docs/topics/pages.md.
"""

from contributions.authorship.shares import Authored, AuthoredSpan, Share, authored_text, authored_texts, shares_of

__all__ = ["Authored", "AuthoredSpan", "Share", "authored_text", "authored_texts", "shares_of"]
