"""Translating the guide: what is in progress, who approves it, what colleagues suggest, and files that go out and come back.

`models` holds what is in progress; `querysets` writes into it; `review` leads to what is printed (guide.translations);
`progress` is the table of all of it. `sheets`, `archive`, `exporter` and `importer` are the plain files of a language.
"""
