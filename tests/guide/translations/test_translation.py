"""The screens below /translation/, as each role meets them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translating import exporter
from guide.translating.models import PendingTranslation, Suggestion
from guide.translations.models import Translation
from tests import factories
from tests.conftest import SignIn
from tests.downloads import saved_name
from tests.guide.translations.test_files import zipped
from tests.sending import send

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORDS = {"target_0": "Riagganciate", "target_1": "Riagganciate.", "target_2": "Ho riagganciato."}


@pytest.fixture
def as_translator(translator: User, sign_in: SignIn) -> Client:
    return sign_in(translator)


@pytest.fixture
def here(tip: Tip) -> str:
    return f"/translation/it/tip-{tip.pk}/"


def test_from_an_empty_box_to_what_is_printed(
    as_translator: Client, here: str, edition: Edition, sign_in: SignIn
) -> None:
    page = as_translator.get(here)
    assert "Raccrochez." in page.text and "J’ai raccroché." in page.text
    assert send(as_translator, here, WORDS)["Location"] == here
    page = as_translator.get(here)
    seen = page.context["text"].pending.version
    assert as_translator.post(f"{here}review/", {"seen": seen, "note": "Prego."})["Location"] == "/translation/it/"
    other = sign_in(factories.create_translator(username="seconda"))
    page = other.get(here)
    assert "Prego." in page.text and f'action="{here}approve/"' in page.text
    other.post(f"{here}approve/", {"seen": seen})
    row = Translation.objects.get()
    assert (row.title, row.body, row.quote) == tuple(WORDS.values())


def test_who_sent_it_is_offered_to_take_it_back_not_to_approve(as_translator: Client, here: str) -> None:
    send(as_translator, here, WORDS)
    as_translator.post(f"{here}review/", {"seen": PendingTranslation.objects.get().version})
    page = as_translator.get(here)
    assert f'action="{here}approve/"' not in page.text and f'action="{here}take-back/"' in page.text
    as_translator.post(f"{here}take-back/", {"seen": PendingTranslation.objects.get().version})
    assert PendingTranslation.objects.get().state == "draft"


def test_sending_back_without_a_remark_says_so_beside_the_box(
    as_translator: Client, here: str, as_editor: Client
) -> None:
    send(as_translator, here, WORDS)
    seen = PendingTranslation.objects.get().version
    as_translator.post(f"{here}review/", {"seen": seen})
    response = as_editor.post(f"{here}send-back/", {"seen": seen, "note": ""})
    assert response.status_code == 422 and 'id="review_note_error"' in response.text
    as_editor.post(f"{here}send-back/", {"seen": seen, "note": "Il titolo."})
    assert "Il titolo." in as_translator.get(here).text


def test_who_comes_second_reads_what_the_first_saved_and_saves_on_purpose(
    as_translator: Client, as_editor: Client, here: str
) -> None:
    before = {"source_version": ["1"]} | {name: [""] for name in WORDS}
    as_editor.get(here)
    send(as_translator, here, WORDS)
    stale = before | {"loaded": ['["e3b0c44298fc1c14","e3b0c44298fc1c14","e3b0c44298fc1c14"]'], "target_0": ["Mia"]}
    stale["source_version"] = [str(PendingTranslation.objects.get().source_version)]
    response = as_editor.post(here, stale)
    assert response.status_code == 422
    assert "Mia" in response.text and "Riagganciate" in response.text
    again = {name: response.context["form"][name].value() for name in ("loaded", "source_version")}
    as_editor.post(here, stale | again)
    said = [one.target for one in PendingTranslation.objects.get().paragraphs]
    assert said == ["Mia", "Riagganciate.", "Ho riagganciato."]


def test_what_changed_in_the_original_is_marked_word_by_word_and_still_right_is_one_tick(
    as_translator: Client, here: str, tip: Tip, editor: User
) -> None:
    Translation.objects.record(
        tip, language="it", title="T", body="Riagganciate.", quote="Q", source_version=tip.version, by=None
    )
    tip.revise(title=tip.title, body="Raccrochez vite.", author=editor, base_version=tip.version)
    page = as_translator.get(here)
    assert "<ins> vite</ins>" in page.text and 'name="still_1"' in page.text and 'name="still_0"' not in page.text
    send(as_translator, here, {"still_1": "on"})
    assert 'name="still_1"' not in as_translator.get(here).text


def test_who_reviews_sees_what_changes_against_the_guide(
    as_translator: Client, as_editor: Client, here: str, tip: Tip, editor: User
) -> None:
    Translation.objects.record(
        tip, language="it", title="T", body="Riagganciate.", quote="Q", source_version=tip.version, by=None
    )
    send(as_translator, here, {"target_1": "Riagganciate subito."})
    assert "<ins> subito</ins>" in as_editor.get(here).text


def test_a_draft_is_given_up_where_it_stands(as_translator: Client, here: str) -> None:
    send(as_translator, here, WORDS)
    seen = as_translator.get(here).context["text"].pending.version
    assert as_translator.post(f"{here}discard/", {"seen": seen})["Location"] == "/translation/it/"
    assert not PendingTranslation.objects.exists()
    assert f'action="{here}discard/"' not in as_translator.get(here).text


def test_an_editor_finds_that_a_change_does_not_concern_translations_while_one_is_in_progress(
    as_translator: Client, as_editor: Client, here: str, tip: Tip, editor: User
) -> None:
    Translation.objects.record(
        tip, language="it", title="T", body="Riagganciate.", quote="Q", source_version=tip.version, by=None
    )
    tip.revise(title=tip.title, body="Raccrochez vite.", author=editor, base_version=tip.version)
    send(as_translator, here, {"still_1": "on"})
    assert f'action="{here}unconcerned/"' in as_editor.get(here).text
    assert as_editor.post(f"{here}unconcerned/", {"note": ""}).status_code == 422
    as_editor.post(f"{here}unconcerned/", {"note": "Du style."})
    assert f'action="{here}unconcerned/"' not in as_editor.get(here).text


def test_a_colleague_reads_and_suggests_and_cannot_write(
    as_contributor: Client, as_translator: Client, here: str, tip: Tip
) -> None:
    Translation.objects.record(
        tip, language="it", title="T", body="Riagganciate.", quote="Q", source_version=tip.version, by=None
    )
    page = as_contributor.get(here)
    assert "Riagganciate." in page.text and 'name="target_0"' not in page.text
    assert as_contributor.post(here, WORDS).status_code == 403
    assert f'href="{here}paragraphs/1/#paragraph-1"' in page.text
    assert as_contributor.post(f"{here}paragraphs/1/", {"wording": ""}).status_code == 422
    as_contributor.post(f"{here}paragraphs/1/", {"wording": "Mettete giù."})
    suggestion = Suggestion.objects.get()
    assert "<ins>Mettete giù</ins>" in as_translator.get(here).text
    assert "1 " in as_translator.get("/translation/").text
    as_translator.post(f"{here}suggestions/{suggestion.pk}/", {"take": "1"})
    assert PendingTranslation.objects.get().paragraphs[1].target == "Mettete giù."


def test_what_is_typed_cannot_be_mark_up_of_the_screen(as_translator: Client, here: str) -> None:
    send(as_translator, here, WORDS | {"target_1": "</textarea><script>alert(1)</script>"})
    assert "<script>alert" not in as_translator.get(here).text


def test_too_long_a_title_is_said_when_it_is_sent_and_nothing_is_lost(as_translator: Client, here: str) -> None:
    send(as_translator, here, WORDS | {"target_0": "x" * 300})
    seen = PendingTranslation.objects.get().version
    response = as_translator.post(f"{here}review/", {"seen": seen})
    assert response.status_code == 422 and "300" in response.text


@pytest.mark.parametrize(
    "path", ["fr/", "de/", "it/tip-999/", "it/nothing/", "fr/export/", "it/theme-1/paragraphs/99/"]
)
def test_languages_and_texts_that_are_not_there(as_editor: Client, edition: Edition, path: str) -> None:
    assert as_editor.get(f"/translation/{path}").status_code == 404


def test_the_table_is_narrowed_to_a_state_and_a_kind(as_translator: Client, edition: Edition, here: str) -> None:
    send(as_translator, here, WORDS)
    page = as_translator.get("/translation/?state=draft").text
    assert here in page and "/translation/it/theme-1/" not in page
    assert here not in as_translator.get("/translation/?kind=theme").text
    assert as_translator.get("/translation/it/?state=nothing").status_code == 200
    assert here in as_translator.get("/translation/it/?state=draft&kind=tip").text


def test_files_go_out_and_come_back_as_drafts(as_editor: Client, edition: Edition, tip: Tip) -> None:
    out = as_editor.get("/translation/it/export/")
    assert out.content == exporter.archive_of(edition, "it")
    assert saved_name(out) == "édition-1-it.zip"
    packed = zipped({"tips/06.md": "title: Riagganciate\n\nTesto.\n", "tips/19.md": "title: x\n\ny\n"})
    page = as_editor.post("/translation/it/import/", {"file": SimpleUploadedFile("a.zip", packed)})
    assert "Riagganciate" in page.text and "n’a plus ce texte" in page.text
    assert not PendingTranslation.objects.exists()
    as_editor.post("/translation/it/import/", {"confirmed": page.context["confirmed"]})
    assert PendingTranslation.objects.get().paragraphs[0].target == "Riagganciate"
    assert not Translation.objects.exists()


def test_what_is_no_archive_says_so_beside_the_field(as_editor: Client, edition: Edition) -> None:
    response = as_editor.post("/translation/it/import/", {"file": SimpleUploadedFile("a.zip", b"hello")})
    assert response.status_code == 422 and 'id="id_file_error"' in response.text
    heavy = SimpleUploadedFile("a.zip", b"0" * 4_300_000)
    assert as_editor.post("/translation/it/import/", {"file": heavy}).status_code == 422
    assert as_editor.post("/translation/it/import/", {"confirmed": "x"}).status_code == 422


def test_whoever_may_translate_or_suggest_finds_the_way(
    as_translator: Client, as_editor: Client, as_contributor: Client, edition: Edition
) -> None:
    for client in (as_translator, as_editor, as_contributor):
        assert 'href="/translation/"' in client.get("/").text
    assert 'href="/translation/it/"' in as_editor.get("/curation/editions/1/languages/it/").text
