"""The wiki: pages under themes, with what people say about them, and their moderation. A package a noun.

`revisions` is the base of every text with numbered versions; `events` is the event bus; `models` imports the models of all
packages, for Django. `views` answers requests, a folder a subject with its addresses, forms and views: what stands below
knows nothing of HTTP. pyproject.toml names the layers, from the top; an import goes down them.
"""
