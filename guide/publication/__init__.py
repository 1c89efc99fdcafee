"""The guide as a document, and the forms in which it goes out.

`document` says what an edition says; `forms` lists the forms, each with one `make(guide, materials)`. Nothing here
knows a model or a request: a document comes in, bytes go out, and the same document always gives the same bytes.
See docs/topics/web-and-ebook.md and docs/topics/print.md.
"""
