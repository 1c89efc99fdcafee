"""The wiki's pages: their titles, revisions, links, moves; how they are saved, read and cached.

Saving: `Page.objects.write` opens a page, `page.revise` saves an edit (contributions/revisions.py), merged where
somebody saved meanwhile. A section is edited alone on the same path (`views.pages.section_edit`): its new text takes
the place of the old one in the version that it came from, and that whole text is revised. A link to a page that nobody
has written, and that page written in the same instant, cannot see each other: each leaves a task in its own
transaction, and whoever commits last, one of the two tasks sees both (`tasks`).

Reading: a page is one row with its HTML already made. `views.pages.page_cache` answers most readers from memory; what
differs between two readers is a placeholder or a region (`views.pages.own_regions`). `form_cache` does the same for the
edit form.

`check_order` (`moderated_page`) says why a page may not be written: merged, hidden, protected. See
docs/topics/pages.md.
"""
