"""Whatever a screen says by itself comes from the catalogues: read in a language that marks each of its messages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from tests.contracts.addresses import address
from tests.contracts.pseudo_locale import CODE
from tests.contracts.rights import GET
from tests.contracts.said import known_words, outside, unspoken, words_of_the_campaign

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.as_sent]
OF_THE_GUIDE = {
    "edition_file",
    "edition_in_language",
    "guide_file",
    "guide_in_language",
    "edition_form_file",
    "self_check_embedded",
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
NAMED_APART = LEFT_OUT | {"guide:edition_language", "guide:themes_history"}
"""Where the words of the campaign stand beside their translations, or among those of the site."""


@pytest.mark.usefixtures("_pseudo_locale")
def test_words_of_the_campaign_say_their_language_on_a_screen_in_another(world: dict[str, Client]) -> None:
    words, found = words_of_the_campaign() - {""}, list[str]()
    for name in sorted(GET):
        if "administrator" not in GET[name] or name in NAMED_APART:
            continue
        response = world["administrator"].get(address(name), headers={"accept-language": CODE})
        if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
            found += [f"{name}: {text}" for text in sorted(set(unspoken(response.content.decode(), words)))]
    translation.activate("fr")
    assert "\n".join(found) == ""


@pytest.mark.usefixtures("_pseudo_locale")
@pytest.mark.parametrize("role", ["visitor", "contributor", "administrator"])
def test_no_screen_says_what_no_catalogue_holds(role: str, world: dict[str, Client]) -> None:
    known, found = known_words(), {}
    for name in sorted(GET):
        if role not in GET[name] or name in LEFT_OUT:
            continue
        response = world[role].get(address(name), headers={"accept-language": CODE})
        if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
            words = outside(response.content.decode(), known)
            if words:
                found[name] = sorted(set(words))
    translation.activate("fr")
    assert found == {}
