"""The guide as a document, and the forms in which it goes out.

`document` says what an edition says; `web` and `pdf` turn it into bytes. Nothing here knows a model or a request:
a document comes in, bytes go out, and the same document always gives the same bytes.
"""
