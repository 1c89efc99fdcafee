"""A language given out to an agency, brought back, looked at and taken over."""

from __future__ import annotations

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translating import exchange
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translations.models import Translation
from guide.translations.segments import Segment
from tests.conftest import SignIn
from tests.downloads import saved_name
from tests.factories import create_page, create_tip

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXPORT, IMPORT = "/translation/it/export/", "/translation/it/import/"
FORMATS = ["xliff-2.0", "xliff-1.2", "po"]
BODY = "Raccrochez **vite**.\n\nAppelez [la banque](https://banque.example) « tout de suite »."


@pytest.fixture
def edition(editor: User, contributor: User) -> Edition:
    create_tip(number=6, by=editor, page=create_page(author=contributor), body=BODY, title='Un <script> & "titre"')
    return Edition.objects.in_preparation()


@pytest.fixture
def tip(edition: Edition) -> Tip:
    return Tip.objects.get()


@pytest.fixture
def as_translator(translator: User, sign_in: SignIn) -> Client:
    return sign_in(translator)


def given_out(client: Client, format: str) -> str:
    return client.get(EXPORT, {"format": format}).content.decode()


def send(client: Client, content: str | bytes) -> str:
    content = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"file": SimpleUploadedFile("x.xlf", content)}).text


def translated(content: str, format: str) -> str:
    """As an agency would: in the file that was given out."""
    if format == "po":
        return content.replace(
            'msgid "Raccrochez **vite**."\nmsgstr ""', 'msgid "Raccrochez **vite**."\nmsgstr "Riagganciate **subito**."'
        )
    start = content.index("<source>Raccrochez")
    end = content.index("</source>", start) + len("</source>")
    source = content[start:end]
    target = source.replace("source>", "target>").replace("Raccrochez", "Riagganciate").replace("vite", "subito")
    return content[:end] + target + content[end:]


def confirmed(page: str) -> str:
    return unescape(page.split('name="paragraphs" value="')[1].split('"')[0])


@pytest.mark.parametrize("format", FORMATS)
def test_a_language_goes_out_comes_back_and_is_taken_over(
    as_translator: Client, translator: User, tip: Tip, format: str
) -> None:
    answer = as_translator.get(EXPORT, {"format": format})
    assert saved_name(answer) == f"édition-1-it.{exchange.FORMATS[format]}"
    assert answer["Cache-Control"] == "private, no-store"
    page = send(as_translator, translated(answer.content.decode(), format))
    assert "Riagganciate **subito**." in page and "<script> &" not in page
    assert not PendingTranslation.objects.exists()
    sent = confirmed(page)
    assert as_translator.post(IMPORT, {"paragraphs": sent})["Location"] == "/translation/it/"
    row = PendingTranslation.objects.get()
    assert [one.target for one in row.paragraphs] == ["", "Riagganciate **subito**.", ""]
    assert (row.tip, row.by, row.state) == (tip, translator, "draft")
    assert TranslationStep.objects.get().act == "imported"
    assert not Translation.objects.exists()
    again = send(as_translator, given_out(as_translator, format))
    assert 'name="paragraphs"' not in again


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_nobody_translated_changes_nothing(as_translator: Client, tip: Tip, format: str) -> None:
    page = send(as_translator, given_out(as_translator, format))
    assert 'name="paragraphs"' not in page


@pytest.mark.parametrize("format", [*FORMATS, "zip"])
def test_what_is_in_progress_goes_out_and_comes_back_as_it_is(
    as_translator: Client, translator: User, tip: Tip, format: str
) -> None:
    words = {"title": "Titolo", "body": BODY}
    Translation.objects.record(tip, language="it", source_version=tip.version, by=None, **words)
    source = 'Un <script> & "titre"'
    segments = [Segment("title", source, "Un altro titolo")]
    PendingTranslation.objects.put_in(tip, language="it", segments=segments, by=translator)
    page = send(as_translator, as_translator.get(EXPORT, {"format": format}).content)
    assert "Il n’y a rien à reprendre." in page
    assert 'name="confirmed" value' not in page and 'name="paragraphs" value' not in page


def test_what_is_broken_is_refused_with_its_reason_and_the_rest_is_taken(as_translator: Client, tip: Tip) -> None:
    content = translated(given_out(as_translator, "po"), "po")
    second = 'https://banque.example) « tout de suite »."\nmsgstr "'
    assert second in content
    broken = content.replace(second, f"{second}Telefonate.")
    page = send(as_translator, broken)
    assert "Telefonate." in page and 'class="err-line"' in page
    as_translator.post(IMPORT, {"paragraphs": confirmed(page)})
    assert [one.target for one in PendingTranslation.objects.get().paragraphs] == ["", "Riagganciate **subito**.", ""]


def test_a_changed_original_is_refused(as_translator: Client, editor: User, tip: Tip) -> None:
    content = translated(given_out(as_translator, "xliff-2.0"), "xliff-2.0")
    tip.revise(title=tip.title, body=BODY.replace("vite", "lentement"), author=editor, base_version=tip.version)
    page = send(as_translator, content)
    assert 'name="paragraphs"' not in page and 'class="err-line"' in page


def test_what_somebody_translated_meanwhile_is_not_overwritten(as_translator: Client, editor: User, tip: Tip) -> None:
    page = send(as_translator, translated(given_out(as_translator, "xliff-2.0"), "xliff-2.0"))
    segments = [Segment("body", "Raccrochez **vite**.", "Chiudete **subito**.")]
    PendingTranslation.objects.put_in(tip, language="it", segments=segments, by=editor)
    answer = as_translator.post(IMPORT, {"paragraphs": confirmed(page)})
    assert answer.status_code == 422 and "Riagganciate" in answer.text
    assert PendingTranslation.objects.get().paragraphs[1].target == "Chiudete **subito**."


def test_a_paragraph_that_came_back_as_done_is_no_longer_outdated(
    as_translator: Client, editor: User, tip: Tip
) -> None:
    segments = [Segment("body", "Raccrochez **vite**.", "Riagganciate **subito**.")]
    PendingTranslation.objects.put_in(tip, language="it", segments=segments, by=editor)
    tip.revise(title=tip.title, body=BODY.replace("vite", "lentement"), author=editor, base_version=tip.version)
    content = given_out(as_translator, "xliff-2.0")
    assert 'subState="guide:outdated"' in content
    page = send(as_translator, content.replace('state="initial" subState="guide:outdated"', 'state="final"'))
    as_translator.post(IMPORT, {"paragraphs": confirmed(page)})
    assert "guide:outdated" not in given_out(as_translator, "xliff-2.0")


def test_the_cover_goes_out_and_comes_back_with_the_texts(as_translator: Client, edition: Edition) -> None:
    edition.speak("it")
    content = given_out(as_translator, "po")
    assert 'msgctxt "cover/title"' in content
    before = f'msgctxt "cover/title"\nmsgid "{edition.full_title}"\nmsgstr "'
    at_once = "Les mots de la couverture comptent tout de suite : les couvertures ne sont pas relues."
    page = send(as_translator, content.replace(before, f"{before}Buon senso"))
    assert at_once in page.replace("\xa0", " ")
    sent = confirmed(page)
    taken = as_translator.post(IMPORT, {"paragraphs": sent}, follow=True)
    assert edition.texts.get(language="it").title == "Buon senso"
    assert at_once in taken.text.replace("\xa0", " ") and "des brouillons" not in taken.text
    edition.word_cover_in("it", title="Altro", subtitle="", summary="")
    answer = as_translator.post(IMPORT, {"paragraphs": sent})
    assert answer.status_code == 422 and edition.texts.get(language="it").title == "Altro"
    long = send(as_translator, content.replace(before, f"{before}{'Buon senso ' * 100}"))
    assert as_translator.post(IMPORT, {"paragraphs": confirmed(long)}).status_code == 422
    assert edition.texts.get(language="it").title == "Altro"


@pytest.mark.parametrize(
    "content",
    [b"hello", b"<html/>", b"<!DOCTYPE x><xliff/>", b"\xff\xfe\xff", b'<?xml version="1.0"?><xliff', b"x" * 5_300_000],
    ids=range(6),
)
def test_a_file_that_is_none_is_refused_in_words(as_translator: Client, edition: Edition, content: bytes) -> None:
    answer = as_translator.post(IMPORT, {"file": SimpleUploadedFile("x", content)})
    assert answer.status_code == 422
    assert 'name="paragraphs"' not in answer.text and 'class="err-line"' in answer.text


@pytest.mark.parametrize("value", ["", "{}", "[1]", '[{"text": 1}]', "[" * 100_000])
def test_a_confirmation_that_did_not_come_back_whole(as_translator: Client, edition: Edition, value: str) -> None:
    assert as_translator.post(IMPORT, {"paragraphs": value}).status_code == 422


def test_an_unknown_format_is_not_found(as_translator: Client, edition: Edition) -> None:
    assert as_translator.get(EXPORT, {"format": "docx"}).status_code == 404


def test_the_language_offers_its_files_to_those_who_translate(
    as_translator: Client, edition: Edition, contributor: User, sign_in: SignIn
) -> None:
    assert "?format=xliff-2.0" in as_translator.get("/translation/it/").text
    assert "?format=xliff-2.0" not in sign_in(contributor).get("/translation/it/").text
