"""What a search depends on leaves a cache version: the index, and what is read of the texts themselves when they are found.

Names of people, titles, addresses, themes and the guide leave one for the site: see contributions.cache_versions.triggers.
"""

from contributions.cache_versions.triggers import CacheVersionTrigger

FOUND = -1  # in the place of a page
A_VERSION = f"SELECT {FOUND}"
OF_A_PAGE = ("version", "modified_at", "byline")
OF_WHAT_IS_SAID = ("version", "kind", "withdrawn_at", "is_hidden", "page_id", "theme_id", "author_id", "created_at")
OF_A_QUESTION = ("text", "is_hidden", "duplicate_of_id", "theme_id", "asked_by_id", "created_at")
CHANGED = ("update", "delete")

OF_THE_SEARCH = [
    CacheVersionTrigger("accounts_user", A_VERSION, on=("insert",), once=True, kind="search"),
    CacheVersionTrigger("search_indexentry", A_VERSION, kind="search", once=True),
    CacheVersionTrigger("search_knownword", A_VERSION, kind="search", once=True),
    CacheVersionTrigger("contributions_page", A_VERSION, OF_A_PAGE, CHANGED, kind="search"),
    CacheVersionTrigger("contributions_comment", A_VERSION, OF_WHAT_IS_SAID, CHANGED, kind="search"),
    CacheVersionTrigger("contributions_question", A_VERSION, OF_A_QUESTION, CHANGED, kind="search"),
    CacheVersionTrigger("contributions_endorsement", A_VERSION, kind="search"),
    # Whoever finds a page useful for the first time leaves an endorsement as well; who only reads it leaves nothing.
    CacheVersionTrigger("contributions_pagescore", A_VERSION, ("useful",), CHANGED, kind="search"),
]
