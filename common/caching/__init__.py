"""The page cache: a page made once for all readers of one key, with placeholders for what is each reader's own.

`placeholders` marks what is the reader's own while a page is made, `pages` makes and fills a page, `levels` holds pages: in
the memory of a worker (`lru`), and behind it in files (`file_store`) of this build of the site (`build`). Besides,
`fragments` is a cache backend of Django's for pieces of pages. No model is known here: what a page for many is made from, and
for whom, say `accounts.readers` and `contributions.views.pages.page_cache`.
"""
