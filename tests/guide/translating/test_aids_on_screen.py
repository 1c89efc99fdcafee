"""What the screen of a text shows beside its paragraphs, and the buttons that ask a machine."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from guide.sections import Section
from guide.tips.models import Tip
from guide.translating.machine import proposals
from guide.translating.machine.proposals import Proposal
from guide.translating.models import PendingTranslation
from guide.translating.review import why_not_ready
from guide.translations.models import Translation
from guide.translations.segments import Segment
from tests.factories import create_tip

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def as_translator(translator: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(translator)


def text_url(tip: Tip) -> str:
    return f"/translation/en/tip-{tip.pk}/"


def put(tip: Tip, source: str, target: str, by: User) -> PendingTranslation:
    segments = [Segment("body", source, target)]
    return PendingTranslation.objects.put_in(tip, language="en", segments=segments, by=by)


def test_a_similar_paragraph_is_shown_with_what_differs_and_can_be_taken(
    as_translator: Client, tip: Tip, editor: User
) -> None:
    other = create_tip(number=7, by=editor, title="Autre chose", body="Raccrochez tout de suite, sans peur.")
    words = {"title": f"Hang {HOSTILE}", "body": f"Hang up {HOSTILE}"}
    Translation.objects.record(other, language="en", source_version=other.version, by=None, **words)
    page = as_translator.get(text_url(tip)).text
    assert "<del>peur</del><ins>honte</ins>" in page.replace("\n", "").replace("    >", ">")
    assert "data-take-wording=" in page
    assert HOSTILE not in page and "&lt;script&gt;" in page


def test_a_warning_stands_at_its_paragraph_and_is_escaped(as_translator: Client, tip: Tip, translator: User) -> None:
    put(tip, "Oui.", f"Yes, 12 times. See {HOSTILE} [it](https://a.example/%22%3E).", translator)
    page = as_translator.get(text_url(tip)).text
    assert "Le nombre 12 ne figure pas dans l’original." in page
    assert "https://a.example/%22%3E" in page and HOSTILE not in page


def test_a_term_of_the_glossary_is_shown_in_both_languages(as_translator: Client, tip: Tip, editor: User) -> None:
    section = next(one for one in Section.objects.in_order() if one.key == "glossary")
    body = "Honte\n:   Un sentiment."
    section.record_revision(title="Glossaire", body=body, author=editor, base_version=section.version)
    section.refresh_from_db()
    words = {"title": "Glossary", "body": "Shame <b>\n:   A feeling."}
    Translation.objects.record(section, language="en", source_version=section.version, by=None, **words)
    page = as_translator.get(text_url(tip)).text
    assert '<dt lang="fr">Honte</dt>' in page and '<dd lang="en">Shame &lt;b&gt;</dd>' in page


def test_who_only_reads_is_shown_none(as_contributor: Client, tip: Tip, translator: User) -> None:
    put(tip, "Oui.", "Yes, 12 times.", translator)
    assert "Le nombre 12" not in as_contributor.get(text_url(tip)).text


def test_a_text_without_the_place_of_its_names_is_not_sent_to_review(tip: Tip, translator: User, editor: User) -> None:
    tip.revise(title=tip.title, body="{contributors}", author=editor, base_version=tip.version)
    tip.refresh_from_db()
    segments = [Segment("title", tip.title, "Hang up"), Segment("body", "{contributors}", "The contributors")]
    pending = PendingTranslation.objects.put_in(tip, language="en", segments=segments, by=translator)
    refusal = why_not_ready(pending)
    assert refusal is not None and "{contributors}" in refusal.messages[0]
    segments = [Segment("body", "{contributors}", "{contributors}")]
    pending = PendingTranslation.objects.put_in(tip, language="en", segments=segments, by=translator)
    assert why_not_ready(pending) is None


@pytest.mark.parametrize("address", ["/translation/en/", "/translation/en/tip-{pk}/"])
def test_a_machine_is_offered_where_a_server_is_set_and_something_is_missing(
    address: str, as_translator: Client, as_contributor: Client, tip: Tip, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = address.format(pk=tip.pk)
    assert "/proposals/" not in as_translator.get(screen).text
    settings.TRANSLATION_SERVER_URL = "http://127.0.0.1:9"
    assert f'action="{screen}proposals/"' in as_translator.get(screen).text
    assert "/proposals/" not in as_contributor.get(screen).text
    monkeypatch.setattr(proposals, "propose", lambda sources, *_languages: [Proposal(f"EN {one}") for one in sources])
    answer = as_translator.post(f"{screen}proposals/", follow=True)
    assert "EN Oui." in as_translator.get(text_url(tip)).text
    assert answer.redirect_chain == [(screen, 302)]
    paragraphs = PendingTranslation.objects.of(tip).get(language="en").paragraphs
    assert all(one.is_machine and one.target == f"EN {one.source}" for one in paragraphs)


def test_a_machine_that_is_not_there_or_has_nothing_to_do_is_said(as_translator: Client, tip: Tip) -> None:
    for screen in ("/translation/en/", text_url(tip)):
        assert "machine" in as_translator.post(f"{screen}proposals/", follow=True).text
    assert not PendingTranslation.objects.exists()


@pytest.mark.parametrize(
    "address", ["/translation/fr/proposals/", "/translation/xx/proposals/", "/translation/en/x/proposals/"]
)
def test_what_is_not_translated_is_not_asked_for(address: str, as_translator: Client) -> None:
    assert as_translator.post(address).status_code == 404
