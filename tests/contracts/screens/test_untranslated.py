"""Whatever a screen says by itself comes from the catalogues: read in a language that marks each of its messages."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.contracts.rights import GET
from tests.contracts.said import known_words, outside, unspoken, words_of_the_campaign
from tests.contracts.screens.conftest import Open

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.as_sent]
OF_THE_GUIDE = {
    "edition_file",
    "edition_in_language",
    "guide_file",
    "guide_in_language",
    "edition_form_file",
    "self_check_embedded",
    "former_self_check_embedded",
}
OF_THE_GUIDE |= {"edition_added_preview"}
OF_THE_GUIDE |= {"edition_preview_file", "edition_preview_page"}
LEFT_OUT = {f"guide:{name}" for name in OF_THE_GUIDE} | {  # they speak the language of the guide
    "invitation",  # that of who is invited
    "invitations:opt_out",  # the same
    "notifications:unsubscribe",  # that of whose letters they are
    "guide:reasons",  # offers reasons in each language
    "guide:bibliography",  # cites in the language of the guide
    "guide:edition_errata",  # names the parts of the guide in its language
    "learning:course_preview",  # shows items in the language of the course
    "learning:item",  # says in it what was right, too
}
CUT = {
    "contributions:question",
    "contributions:watchlist",
    "guide:decisions",
    "guide:ledger",
    "guide:theme_board",
    "guide:tip_diff",
    "guide:tip_drift",
    "guide:tip_revert",
    "guide:tip_undo",
    "guide:translation",
    "learning:course_at_the_desk",
}
"""Where what people wrote is shown in pieces: excerpts, and what differs between two versions."""
NAMED_APART = LEFT_OUT | {"guide:edition_language", "guide:themes_history"}
"""Where the words of the campaign stand beside their translations, or among those of the site."""


@pytest.fixture
def screens(role: str, open_as: Open) -> dict[str, str]:
    """What this role is shown, by the names of the addresses."""
    found = {name: open_as(role, name).html for name in sorted(GET) if role in GET[name] and name not in LEFT_OUT}
    translation.activate("fr")
    return found


@pytest.mark.parametrize("role", ["administrator"])
def test_words_of_the_campaign_say_their_language_on_a_screen_in_another(screens: dict[str, str]) -> None:
    words = words_of_the_campaign() - {""}
    found = {name: sorted(set(unspoken(html, words))) for name, html in screens.items() if name not in NAMED_APART}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("role", ["visitor", "contributor", "administrator"])
def test_no_screen_says_what_no_catalogue_holds(screens: dict[str, str]) -> None:
    known = known_words()
    found = {name: sorted(set(outside(html, known, is_cut=name in CUT))) for name, html in screens.items()}
    assert {name: words for name, words in found.items() if words} == {}
