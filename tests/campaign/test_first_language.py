"""A campaign whose first language is not French: its texts are set as that language is, which is chosen once."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from campaign.site_settings.models import SiteSettings
from guide.editions import Edition
from tests import factories
from tests.sending import loaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BODY = "Is it urgent? Ask: who gains!\n\n!!! tip\n    Hang up first."


@pytest.fixture(autouse=True)
def _english(db: None) -> None:
    factories.change_site_settings(language="en")


def test_pages_comments_and_tips_have_no_french_spaces(contributor: User, editor: User) -> None:
    factories.create_themes()
    page = factories.create_page(title="Urgent: really?", body=BODY, author=contributor)
    comment = factories.create_comment(page=page, author=contributor, body="Really? Ask: why!")
    tip = factories.create_tip(number=1, page=page, by=editor, title="Urgent: hang up!", body=BODY)
    for text in (page.title, page.body_html, comment.body_html, tip.title, tip.body_html):
        assert re.search("\u00a0|\u202f|&nbsp;", text) is None
    assert "Is it urgent? Ask: who gains!" in page.body_html


def test_a_screen_in_another_language_says_in_which_one_the_texts_are(
    as_contributor: Client, contributor: User
) -> None:
    page = factories.create_page(title="Urgent: really?", body=BODY, author=contributor)
    factories.create_comment(page=page, author=contributor, body="Really? Ask: why!")
    french, english = (
        as_contributor.get(page.get_absolute_url(), headers={"accept-language": language}).text
        for language in ("fr", "en")
    )
    assert re.search(r'<title\s+lang="en">Urgent: really\?', french)
    for words in ('<h1 lang="en">', '<div class="text" lang="en">', '<blockquote class="voice" lang="en">'):
        assert words in french
    assert re.findall('<(?:title|h1|div|blockquote)[^>]* lang="', english) == []


def test_titles_that_are_chosen_from_a_list_say_their_language_and_words_of_the_site_do_not(
    as_contributor: Client,
) -> None:
    factories.create_themes()
    screen = as_contributor.get("/recent-changes/", headers={"accept-language": "fr"}).text
    options = re.findall(r'<option value="(\w[^"]*)"([^>]*)>\s*(\d\. [^<]+)', screen)
    assert options and {attributes.strip() for _value, attributes, _words in options} == {'lang="en"'}
    assert re.search(r'<option value=""[^>]* selected[^>]*>', screen) and 'value="" lang' not in screen


def test_a_phase_says_the_language_of_its_own_words_alone(as_administrator: Client) -> None:
    factories.create_phase(name="Lend an ear", note="Say what you know.", kind="listen")
    factories.create_phase(kind="choose")
    for path in ("/", "/settings/calendar/", "/settings/calendar/history/"):
        screen = as_administrator.get(path, headers={"accept-language": "fr"}).text
        phases = re.findall(r"<(?:a|h2|dt|p|span)([^>]*)>(Lend an ear|Say what you know\.|Choisir)</", screen)
        assert {words for _attributes, words in phases} == {"Lend an ear", "Say what you know.", "Choisir"}, path
        assert all(('lang="en"' in attributes) == (words != "Choisir") for attributes, words in phases), path


def test_an_edition_is_prepared_in_it(editor: User) -> None:
    factories.create_themes()
    assert Edition.objects.in_preparation().language == "en"


def test_until_something_is_written_it_can_be_changed_and_the_edition_follows(
    as_administrator: Client, editor: User
) -> None:
    assert Edition.objects.in_preparation().language == "en"
    form = loaded(as_administrator, "/settings/", ["language"])
    assert as_administrator.post("/settings/", form | {"language": "ja"}).status_code == 302
    assert SiteSettings.objects.get().language == "ja"
    assert Edition.objects.in_preparation().language == "ja"


def test_it_is_fixed_once_something_is_written_and_the_form_says_so(as_administrator: Client) -> None:
    assert "it can no longer be changed" not in as_administrator.get("/settings/").text
    form = loaded(as_administrator, "/settings/", ["language"])
    factories.create_theme()
    assert as_administrator.post("/settings/", form | {"language": "ja", "publisher": "Helvia"}).status_code == 302
    row = SiteSettings.objects.get()
    assert (row.language, row.publisher) == ("en", "Helvia")
    assert "it can no longer be changed" in as_administrator.get("/settings/").text


def test_titles_are_asked_for_in_the_other_languages(as_administrator: Client) -> None:
    def asked() -> set[str]:
        fields = as_administrator.get("/settings/").context["form"].fields
        return {name.removeprefix("title_") for name in fields if name.startswith("title_")}

    assert asked() == {"fr", "it", "ja"}
    factories.change_site_settings(language="ja")
    assert asked() == {"fr", "en", "it"}


def test_the_history_calls_it_by_its_name(as_administrator: Client) -> None:
    factories.change_site_settings(language="ja")
    newest = as_administrator.get("/settings/history/").context["versions"][0]
    assert [(change.before, change.after) for change in newest.changes] == [("英語", "日本語")]
