"""Every form of the edition in preparation beside each other, for its editors alone."""

from __future__ import annotations

import errno
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pypdfium2 as pdfium
import pytest
from django.db import OperationalError, connection
from django.tasks import TaskResultStatus
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from common.database.passing_problems import WAITS
from guide.builds.build import FILES
from guide.builds.preview import building
from guide.builds.preview import state as states
from guide.builds.preview.building import groups_of, request_preview, thumbnails_of
from guide.builds.preview.state import FAILED, MAKING, READY, Previewed, PreviewState
from guide.models import Edition, Tip
from guide.publication.document import Guide
from guide.publication.forms import FORMS
from guide.publication.materials import Materials
from guide_project.server.tasks import SteadyWorker
from tests.downloads import saved_name
from tests.factories import create_tip, store_preview_of_forms
from tests.failed_tasks import FailedTasks
from tests.forms import refuse_pdf, set_form
from tests.guide.conftest import Publish
from tests.guide.publication.documents import make_guide

pytestmark = pytest.mark.django_db

SCREEN = "/curation/editions/1/forms/"
HTMX = {"HTTP_HX_REQUEST": "true"}

type Build = Callable[..., PreviewState]


@pytest.fixture
def build(as_editor: Client, editor: User, django_capture_on_commit_callbacks) -> Build:
    """Asks for the forms as an editor does, and has them made."""
    create_tip(number=6, by=editor)

    def built(language: str = "fr") -> PreviewState:
        with django_capture_on_commit_callbacks(execute=True):
            as_editor.post(f"{SCREEN}?language={language}")
        state = states.read_state(1, language)
        assert state is not None
        return state

    return built


def fetch(client: Client, address: str) -> Any:
    """The answer, its file closed."""
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response


def warnings_on(client: Client) -> int:
    return client.get(SCREEN).text.count('class="note warn"')


def pdf_of(pages: int) -> bytes:
    document, buffer = pdfium.PdfDocument.new(), io.BytesIO()
    for _page in range(pages):
        document.new_page(420, 595)
    document.save(buffer)
    return buffer.getvalue()


def counted(patch: pytest.MonkeyPatch, form: str) -> list[Guide]:
    """Notes each time that a form is made."""
    made: list[Guide] = []

    def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
        made.append(guide)
        return {FORMS[form].name: b"x"}

    set_form(patch, form, make)
    return made


@pytest.mark.once
def test_an_editor_has_all_forms_made_and_opens_them(as_editor: Client, build: Build) -> None:
    assert "Make all forms" in as_editor.get(SCREEN, headers={"Accept-Language": "en"}).text
    state = build()
    assert [form.state for form in state.forms] == [READY] * len(FORMS)
    page = as_editor.get(SCREEN).text
    for form in FORMS.values():
        address = f"{SCREEN}fr/files/{form.name}"
        assert address in page
        assert fetch(as_editor, address).status_code == 200
    assert 'id="tip-6"' in as_editor.get(f"{SCREEN}fr/files/index.html").text


@pytest.mark.once
def test_nothing_of_it_is_public_or_cached_by_anybody(as_editor: Client, client: Client, build: Build) -> None:
    build()
    for address in ("/guide/fr/", "/guide/editions/1/fr/", "/guide/preview-forms/1/fr/state.json"):
        assert client.get(address).status_code == 404
    response = fetch(as_editor, f"{SCREEN}fr/files/guide.pdf")
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert client.get(f"{SCREEN}fr/files/guide.pdf").status_code == 302


@pytest.mark.once
def test_its_files_are_saved_under_names_in_the_language_of_their_editor(as_editor: Client, build: Build) -> None:
    build()
    names = {
        "guide.pdf": ("le-guide-1-fr.pdf", "la-guida-1-fr.pdf", "ガイド-1-fr.pdf"),
        "guide.epub": ("le-guide-1-fr.epub", "la-guida-1-fr.epub", "ガイド-1-fr.epub"),
        "poster.pdf": ("affiche-1-fr.pdf", "manifesto-1-fr.pdf", "ポスター-1-fr.pdf"),
    }
    for file, expected in names.items():
        for language, name in zip(("fr", "it", "ja"), expected, strict=True):
            address = f"{SCREEN}fr/files/{file}"
            assert saved_name(as_editor.get(address, headers={"Accept-Language": language})) == name


@pytest.mark.parametrize(
    "name", ["../state.json", "%2e%2e/state.json", "files/", "nothing.pdf", "files/../../state.json"]
)
@pytest.mark.once
def test_only_files_of_the_preview_are_given_out(as_editor: Client, build: Build, name: str) -> None:
    build()
    assert as_editor.get(f"{SCREEN}fr/{name}").status_code == 404


@pytest.mark.once
def test_the_web_page_stands_in_frames_of_this_site_alone_and_runs_nothing(as_editor: Client, build: Build) -> None:
    build()
    assert as_editor.get(SCREEN).text.count('sandbox="allow-same-origin"') == 2
    page = as_editor.get(f"{SCREEN}fr/files/index.html")
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert as_editor.get(SCREEN)["X-Frame-Options"] == "DENY"


@pytest.mark.once
def test_what_fails_says_why_and_the_others_are_there(
    as_editor: Client, build: Build, monkeypatch: pytest.MonkeyPatch, failed_tasks: FailedTasks
) -> None:
    refuse_pdf(monkeypatch)

    def fail(guide: Guide, materials: Materials) -> dict[str, bytes]:
        raise ValueError("the paper is too small")

    set_form(monkeypatch, "poster", fail)
    state = build()
    failed_tasks.expect("the paper is too small")
    assert state.is_done
    assert state.of("epub").is_ready
    page = as_editor.get(SCREEN).text
    assert "No PDF: Pango is not installed." in page
    assert "ValueError: the paper is too small" in page


@pytest.mark.once
def test_while_it_is_made_the_screen_tells_how_far_it_is_and_asks_again(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    forms = tuple(
        Previewed(form, READY if form == "web" else MAKING if form == "share" else "waiting") for form in FORMS
    )
    state = store_preview_of_forms({}, forms=forms)
    page = as_editor.get(SCREEN).text
    assert f'hx-get="{SCREEN}?language=fr"' in page
    assert f'<progress max="{len(FORMS)}" value="1"' in page
    part = as_editor.get(SCREEN, **HTMX)
    assert "<html" not in part.text
    assert "HX-Refresh" not in part
    for form in FORMS:
        state = state.with_form(Previewed(form, READY))
    state.save()
    assert as_editor.get(SCREEN, **HTMX)["HX-Refresh"] == "true"


@pytest.mark.once
def test_a_build_that_nobody_goes_on_with_can_be_asked_for_again(
    as_editor: Client, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as at_first:
        at_first.setattr(states, "SILENT_FOR", timedelta(0))
        lost = store_preview_of_forms({}, forms=tuple(Previewed(form) for form in FORMS))
        assert "hx-get" not in as_editor.get(SCREEN).text
    monkeypatch.setattr(states, "SILENT_FOR", timedelta(seconds=-1))
    assert build().token != lost.token


@pytest.mark.once
def test_of_two_who_ask_while_it_is_made_the_second_is_told_so(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    state = store_preview_of_forms({}, forms=tuple(Previewed(form) for form in FORMS))
    response = as_editor.post(SCREEN, follow=True)
    assert "déjà en cours" in response.text or "already" in response.text
    assert states.read_state(1, "fr").token == state.token


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_ask_at_the_same_moment_have_it_made_once(
    settings, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}
    create_tip(number=6, by=editor)
    edition, start, answers = Edition.objects.in_preparation(), Barrier(4), []

    def press() -> None:
        start.wait()
        answers.append(request_preview(edition, "fr"))
        connection.close()

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False, False, False, True]


@pytest.mark.once
def test_begun_again_it_goes_on_where_it_stood(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    poster, leaflet = counted(monkeypatch, "poster"), counted(monkeypatch, "leaflet")
    state = build()
    state.with_form(Previewed("leaflet", MAKING)).save()
    building.build_preview(Edition.objects.get(), "fr", state.token)
    assert (len(poster), len(leaflet)) == (1, 2)
    assert states.read_state(1, "fr").is_done


@pytest.mark.once
def test_begun_again_after_the_texts_have_changed_it_makes_all_of_them(
    build: Build, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    poster = counted(monkeypatch, "poster")
    state = build()
    state.with_form(Previewed("leaflet", MAKING)).save()
    change_the_tip(editor)
    building.build_preview(Edition.objects.get(), "fr", state.token)
    assert [guide.tips[0].title for guide in poster] == ["Source du conseil 6", "Un autre titre"]


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "full"), OperationalError("database is locked")])
def test_a_form_that_finds_the_disk_full_or_the_database_locked_is_tried_again_later_and_fails_at_last(
    settings, build: Build, monkeypatch: pytest.MonkeyPatch, problem: Exception, failed_tasks: FailedTasks
) -> None:
    settings.TASKS = {"default": {"BACKEND": "campaign.site_settings.current.TaskBackend", "QUEUES": []}}
    leaflet, worker = counted(monkeypatch, "leaflet"), SteadyWorker(FILES, has_thread=True)

    def fail(guide: Guide, materials: Materials) -> dict[str, bytes]:
        raise problem

    set_form(monkeypatch, "poster", fail)
    build()
    for _ in WAITS:
        worker.run()
        row = DBTaskResult.objects.get()
        assert row.status == TaskResultStatus.READY
        assert row.run_after > timezone.now()
        assert not poster().is_over
        DBTaskResult.objects.update(run_after=timezone.now())
    worker.run()
    assert poster().state == FAILED
    assert len(leaflet) == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    failed_tasks.expect("could not be made", "make_preview_forms")


def poster() -> Previewed:
    state = states.read_state(1, "fr")
    assert state is not None
    return state.of("poster")


def change_the_tip(editor: User) -> None:
    tip = Tip.objects.get(number=6)
    tip.record_revision(title="Un autre titre", body=tip.body, author=editor, base_version=tip.version)


@pytest.mark.once
def test_a_build_that_is_no_longer_wanted_makes_nothing(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    poster = counted(monkeypatch, "poster")
    build()
    building.build_preview(Edition.objects.get(), "fr", "of-yesterday")
    assert len(poster) == 1


@pytest.mark.once
def test_where_the_texts_have_changed_since_it_says_so_and_offers_to_make_them_again(
    as_editor: Client, build: Build, editor: User
) -> None:
    state = build()
    before = warnings_on(as_editor)
    change_the_tip(editor)
    assert warnings_on(as_editor) == before + 1
    again = build()
    assert again.token != state.token
    assert warnings_on(as_editor) == before
    assert "Un autre titre" in as_editor.get(f"{SCREEN}fr/files/index.html").text
    assert not state.folder.exists()


@pytest.mark.once
def test_in_proof_it_is_made_from_what_is_frozen(build: Build, editor: User) -> None:
    edition = Edition.objects.in_preparation()
    edition.take_to_proof(by=editor, unread_reason="Lu ailleurs.")
    document = make_guide(title="Le titre gelé").to_json()
    edition.texts.update_or_create(language="fr", defaults={"document": document})
    state = build()
    assert "Le titre gelé" in (state.folder / "files/index.html").read_text()


@pytest.mark.once
def test_each_language_of_the_edition_has_its_own(as_editor: Client, build: Build) -> None:
    Edition.objects.in_preparation().texts.create(language="ja")
    build("ja")
    assert [form.problem for form in states.read_state(1, "ja").forms] == [""] * len(FORMS)
    page = as_editor.get(f"{SCREEN}?language=ja").text
    assert f"{SCREEN}ja/files/guide.pdf" in page
    assert 'href="?language=fr"' in page
    assert states.read_state(1, "fr") is None


@pytest.mark.once
def test_twenty_pages_are_shown_at_a_time(as_editor: Client, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    set_form(monkeypatch, "booklet", lambda guide, materials: {"booklet.pdf": pdf_of(45)})
    build()
    pages = f"{SCREEN}fr/pages/booklet/"
    assert pages in as_editor.get(SCREEN).text
    first, last = as_editor.get(pages).text, as_editor.get(f"{pages}?from=41").text
    assert (first.count("<img"), last.count("<img")) == (20, 5)
    assert 'href="?from=21"' in first
    assert 'href="?from=21"' in last
    assert fetch(as_editor, f"{SCREEN}fr/pages/booklet-45.webp")["Content-Type"] == "image/webp"
    assert as_editor.get(f"{SCREEN}fr/pages/docx/").status_code == 404


@pytest.mark.once
def test_of_a_book_the_cover_and_pages_that_face_each_other_are_shown() -> None:
    assert groups_of(pdf_of(2), 2) == ((0, 1), (1, 1))
    assert groups_of(pdf_of(20), 20) == ((0, 1), (9, 2), (11, 2))


@pytest.mark.once
def test_an_epub_is_shown_by_its_cover_and_its_contents() -> None:
    files: dict[str, Any] = {
        "META-INF/container.xml": "<container/>",
        "EPUB/package.opf": '<item id="c" href="cover.png" properties="cover-image" media-type="image/png"/>'
        '<item id="n" href="nav.xhtml" properties="nav"/>',
        "EPUB/cover.png": b"png",
        "EPUB/nav.xhtml": '<nav><ol><li><a href="a.xhtml">Avant &amp; après</a></li><li><a href="b">Deux</a></li></ol></nav>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        for name, content in files.items():
            book.writestr(name, content)
    shown = thumbnails_of("epub", {"guide.epub": packed.getvalue()})
    assert shown.contents == ("Avant & après", "Deux")
    assert shown.files == {"pages/epub-cover.png": b"png"}


@pytest.mark.once
def test_an_edition_that_is_out_has_no_preview_any_more(as_editor: Client, build: Build, publish: Publish) -> None:
    build()
    publish()
    assert as_editor.get(SCREEN)["Location"] == "/curation/editions/1/"
    assert as_editor.post(SCREEN)["Location"] == "/curation/editions/1/"
    as_editor.get("/curation/editions/2/forms/")


@pytest.mark.once
def test_what_was_made_before_for_an_edition_that_is_out_goes_with_the_next_preview(
    as_editor: Client, build: Build, publish: Publish, django_capture_on_commit_callbacks
) -> None:
    build()
    publish()
    with django_capture_on_commit_callbacks(execute=True):
        as_editor.post("/curation/editions/2/forms/")
    assert sorted(folder.name for folder in states.root().iterdir()) == ["2"]


@pytest.mark.once
def test_the_way_there_stands_where_the_edition_is_prepared(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    for screen in ("", "proof/"):
        assert f'href="{SCREEN}"' in as_editor.get(f"/curation/editions/1/{screen}").text
    Edition.objects.in_preparation().take_to_proof(by=editor)
    assert f'href="{SCREEN}"' in as_editor.get("/curation/editions/1/publish/").text


@pytest.mark.once
def test_contributors_see_nothing_of_it(as_contributor: Client, build: Build) -> None:
    build()
    for address in (SCREEN, f"{SCREEN}fr/files/guide.pdf", f"{SCREEN}fr/pages/share/"):
        assert as_contributor.get(address).status_code == 403


@pytest.mark.once
def test_what_another_version_has_written_down_counts_as_nothing(build: Build) -> None:
    state = build()
    path = states.folder_of(1, "fr") / states.FILE
    for content in ("", "{}", '{"forms": 3}', path.read_text().replace('"poster"', '"postcard"')):
        path.write_text(content)
        assert states.read_state(1, "fr") is None
    assert timezone.now() - state.touched_at < timedelta(minutes=1)
