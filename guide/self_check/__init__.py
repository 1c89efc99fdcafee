"""The self-check: what it can be about, short questions made from the tips, what to look at.

Its parts stand in a section of the guide (`guide.sections`, `guide.self_check_parts`), so that it has revisions and is
translated as sections are. `wording` has it in a language, as an edition freezes it (`guide.publication.document`);
`problems` says what keeps it from coming out, and which tips have changed since; `forms` is what editors fill in.
See docs/topics/courses.md.
"""
