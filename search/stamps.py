"""What a search depends on leaves a stamp: the index, and what is read of the texts themselves when they are found.

Names of people, titles, addresses, themes and the guide leave one for the site: see contributions.stamps.triggers.
"""

from contributions.stamps.triggers import Trigger

FOUND = -1  # in the place of a page
A_STAMP = f"SELECT {FOUND}"
OF_A_PAGE = ("version", "modified_at", "byline")
OF_WHAT_IS_SAID = ("version", "kind", "withdrawn_at", "is_hidden", "page_id", "theme_id", "author_id", "created_at")
OF_A_QUESTION = ("text", "is_hidden", "duplicate_of_id", "theme_id", "asked_by_id", "created_at")
CHANGED = ("update", "delete")

OF_THE_SEARCH = [
    Trigger("search_entry", A_STAMP, kind="search", once=True),
    Trigger("search_knownword", A_STAMP, kind="search", once=True),
    Trigger("contributions_page", A_STAMP, OF_A_PAGE, CHANGED, kind="search"),
    Trigger("contributions_contribution", A_STAMP, OF_WHAT_IS_SAID, CHANGED, kind="search"),
    Trigger("contributions_question", A_STAMP, OF_A_QUESTION, CHANGED, kind="search"),
    Trigger("contributions_endorsement", A_STAMP, kind="search"),
    # Whoever finds a page useful for the first time leaves an endorsement as well; who only reads it leaves nothing.
    Trigger("contributions_pagestanding", A_STAMP, ("useful",), CHANGED, kind="search"),
]
