"""An administrator chooses the languages of the guide from all that typography knows; what was written in one is never lost."""

from __future__ import annotations

from pathlib import Path

import pyphen
import pytest
from django.test import Client

from accounts.models import User
from campaign.site_settings.models import SiteSettings
from common import markup
from common.markup.language import LANGUAGES
from guide.editions import Edition
from guide.publication.font_metrics import Font
from guide.translations.models import Translation
from setup import messages
from tests import factories
from tests.for_each import for_each
from tests.sending import loaded

ROOT = Path(__file__).resolve().parents[2]
LETTERS = "ÄÖÜßĄĆĘŁŃÓŚŹŻÅÆØÁÉÍÑÚÇÃÕĚŠČŘŽÝŮĎŤŇ„“”‘’«»"


def choose(client: Client, *languages: str) -> int:
    form = loaded(client, "/settings/", ["language"])
    sent = form | {"other_languages": list(languages)}
    return client.post("/settings/", sent, headers={"accept-language": "en"}).status_code


@pytest.mark.django_db
@pytest.mark.once
def test_a_guide_is_translated_into_the_languages_that_are_chosen_and_into_no_other(as_administrator: Client) -> None:
    factories.change_site_settings(other_languages=[])
    assert as_administrator.get("/translation/de/").status_code == 404
    assert choose(as_administrator, "de", "nl") == 302
    assert SiteSettings.objects.get().guide_languages == ("fr", "de", "nl")
    assert as_administrator.get("/translation/de/").status_code == 200
    assert as_administrator.get("/translation/it/").status_code == 404
    assert Edition.objects.in_preparation().speak("de").language == "de"


@pytest.mark.django_db
@pytest.mark.once
def test_a_language_in_which_the_edition_in_preparation_comes_out_is_not_taken_away(as_administrator: Client) -> None:
    factories.change_site_settings(other_languages=["de"])
    edition = Edition.objects.in_preparation()
    edition.speak("de")
    assert choose(as_administrator) == 422
    edition.leave_out("de")
    assert choose(as_administrator) == 302


@pytest.mark.django_db
@pytest.mark.once
def test_translations_into_a_language_that_is_taken_away_wait_until_it_comes_back(
    as_administrator: Client, editor: User
) -> None:
    factories.change_site_settings(other_languages=["de"], words_in={"de": {"title": "Der Leitfaden"}})
    tip = factories.create_tip(number=1, by=editor)
    Translation.objects.record(tip, language="de", by=editor, title="Tipp", body="Text.", source_version=tip.version)
    assert choose(as_administrator) == 302
    assert "1 translated text waits" in as_administrator.get("/settings/").text
    assert choose(as_administrator, "de") == 302
    assert Translation.objects.get().language == "de"
    assert SiteSettings.objects.get().title_in("de") == "Der Leitfaden"


@for_each("code", sorted(LANGUAGES))
def test_a_language_that_can_be_chosen_has_what_typesetting_needs(code: str) -> None:
    assert code == "en" or code in messages.LANGUAGES, "nothing says in it what a guide says by itself"
    assert code == "ja" or pyphen.language_fallback(code)
    assert code in {"en", "fr", "it"} or "Note" not in markup.render("!!! note\n    x", language=code).html
    font = Font(ROOT / "static" / "dist" / "fonts" / "print" / "literata-400.ttf")
    assert set(map(ord, LETTERS)) <= set(font.glyphs)
