"""A reader of the guide in Italian or Japanese meets no French around it, whatever her browser asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client, TestCase
from django.utils import translation

from accounts.models import User
from guide.builds.current import notice_of
from guide.builds.disk import folder
from guide.distribution.channels import Channel
from guide.editions import Edition, EditionFile
from guide.translations.models import Translation
from guide.translations.originals import originals
from tests.factories import create_editor, create_tip
from tests.guide.distribution.made import create_agency
from tests.guide.editions.spoken import french_in
from tests.shared_rows import copy_editions, published_once

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def publish_two() -> None:
    """In French, Italian and Japanese; what is translated says nothing in French."""
    editor = create_editor()
    create_tip(number=6, by=editor, title="Les liens", body="Ne vous fiez pas aux liens.")
    first = Edition.objects.in_preparation()
    first.describe(title="Le guide des liens", subtitle="pour vous", summary="Une page dans cette langue.")
    for language in ("it", "ja"):
        first.speak(language)
        first.word_cover_in(language, title="Buon senso", subtitle="venti consigli", summary="Ecco.")
        first.choose_for(language, when_missing="original", when_outdated="original")
        for original in originals():
            words = {name: "Uno" for name in ("title", "body", "short_title") if getattr(original, name)}
            Translation.objects.record(
                original.text, language=language, source_version=original.version, by=None, **words
            )
    with translation.override("fr"), TestCase.captureOnCommitCallbacks(execute=True):
        first.publish(by=editor, accept_free_places=True)
        Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)


edition_files = published_once(publish_two, scope="module")


@pytest.fixture
def editor(edition_files: Path, db: None) -> User:
    return User.objects.get(username="laurent")


@pytest.fixture
def editions(edition_files: Path, db: None, settings) -> list[Edition]:
    """The two, with a copy of their files."""
    copy_editions(edition_files, settings.EDITIONS_ROOT)
    return [Edition.objects.get(number=number) for number in (1, 2)]


@pytest.mark.parametrize("language", ["it", "ja"])
def test_no_screen_around_the_guide_is_in_french(
    language: str, editions: list[Edition], django_capture_on_commit_callbacks: Callable, editor: User
) -> None:
    client = Client(headers={"accept-language": "fr"})
    editions[1].correct(language="fr", anchor="tip-6", was="Les liens", now="Des liens", why="Pas les.", by=editor)
    editions[1].files.filter(language=language, form="docx").update(state=EditionFile.State.FAILED, problem="x")
    editions[1].files.filter(language=language, form="poster").update(state=EditionFile.State.WAITING)
    for form in ("docx", "poster"):
        name = {"docx": "guide.docx", "poster": "poster.pdf"}[form]
        for path in _files(editions[1], language):
            if path.name == name:
                path.unlink()
    walked = {
        f"/guide/{language}/": 200,
        f"/guide/{language}/tip-6.html": 200,
        f"/guide/{language}/nothing.html": 404,
        f"/guide/{language}/guide.docx": 404,
        f"/guide/{language}/poster.pdf": 503,
        f"/guide/editions/2/{language}/": 200,
        f"/guide/editions/9/{language}/": 404,
        f"/guide/editions/?language={language}": 200,
        f"/guide/editions/compare/?language={language}": 200,
    }
    for address, status in walked.items():
        answer = client.get(address)
        assert answer.status_code == status, address
        assert french_in(answer.text, language) == [], address
    assert client.get(f"/guide/?language={language}").url == f"/guide/{language}/"
    page = client.get(f"/guide/{language}/").text
    assert f'href="/guide/editions/?language={language}"' in page
    with django_capture_on_commit_callbacks(execute=True):
        editions[1].withdraw(
            notice="Une erreur dans les liens.", notices={"it": "Un errore.", "ja": "誤り。"}, by=editor
        )
    answer = client.get(f"/guide/editions/2/{language}/")
    assert answer.status_code == 410
    assert french_in(answer.text, language) == []
    assert {"it": "Un errore.", "ja": "誤り。"}[language] in answer.text
    assert french_in(client.get(f"/guide/editions/?language={language}").text, language) == []


def _files(edition: Edition, language: str) -> list[Path]:
    return list(folder(edition.number, language).iterdir())


def test_an_agency_orders_in_the_language_that_it_hands_out(editions: list[Edition]) -> None:
    agency = create_agency()
    Channel.objects.filter(pk=agency.channel.pk).update(language="it")
    address = f"/agency/{agency.make_link()}/"
    client = Client(headers={"accept-language": "fr"})
    answer = client.get(address)
    assert french_in(answer.text, "it") == []
    assert "Buon senso" in answer.text
    refused = client.post(address, {"act": "order", "copies": "0"})
    assert refused.status_code == 422 and french_in(refused.text, "it") == []
    client.post("/language/", {"language": "ja", "next": address})
    assert '<html lang="ja">' in client.get(address).text


def test_a_notice_without_a_translation_is_marked_as_what_it_is(editions: list[Edition], editor: User) -> None:
    editions[1].withdraw(notice="Une erreur dans les liens.", notices={"it": " "}, by=editor)
    assert 'lang="fr">Une erreur' in notice_of(editions[1], "it").decode()
    assert 'lang="fr"' not in notice_of(editions[1], "fr").decode().partition("<body>")[2]


def test_editors_word_the_notice_in_each_language(editions: list[Edition], as_editor: Client) -> None:
    address = "/curation/editions/2/withdraw/"
    page = as_editor.get(address).text
    assert 'name="notice_it"' in page and 'name="notice_ja"' in page
    as_editor.post(address, {"notice": "Une erreur.", "notice_it": "<b>Un errore</b>", "notice_ja": "", "sure": "on"})
    edition = Edition.objects.get(number=2)
    assert edition.withdrawal_notices == {"it": "<b>Un errore</b>"}
    assert "&lt;b&gt;Un errore&lt;/b&gt;" in notice_of(edition, "it").decode()


def test_what_is_pressed_at_the_foot_holds_over_the_address(editions: list[Edition]) -> None:
    client = Client(headers={"accept-language": "fr"})
    sent = {"language": "ja", "next": "/guide/editions/compare/?language=it&older=1"}
    assert client.post("/language/", sent).url == "/guide/editions/compare/?older=1"
    sent["next"] = "/curation/editions/1/errata/?language=it&text=tip-6"
    assert client.post("/language/", sent).url == sent["next"]
