"""Files are made one by one, told while they are made, asked for again where a worker was lost, and never half published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from common.files import download_names
from guide.builds import build, missing
from guide.builds.build import make_file
from guide.builds.current import current_number
from guide.builds.disk import folder_of, write_all
from guide.builds.missing import make_failed_again, request_missing_files
from guide.models import Edition, EditionFile
from guide.publication.forms import FORMS
from guide_project import settings as real
from notifications.models import Notification
from tests.downloads import saved_name
from tests.factories import create_tip
from tests.failed_tasks import FailedTasks
from tests.forms import set_form
from tests.guide.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]

LONG_AGO = timedelta(hours=1)


def pdf_of(edition: Edition) -> EditionFile:
    return edition.files.get(form="pdf")


@pytest.mark.once
def test_the_same_edition_built_twice_is_the_same_bytes(published: Edition) -> None:
    before = {file.form: file.sha256 for file in published.files.all()}
    pages = {path.name: path.read_bytes() for path in folder_of(published).iterdir() if path.is_file()}
    build.request_builds(published)
    assert {file.form: file.sha256 for file in published.files.all()} == before
    assert {path.name: path.read_bytes() for path in folder_of(published).iterdir() if path.is_file()} == pages


@pytest.mark.once
def test_readers_keep_the_edition_before_until_the_page_is_there_in_every_language(
    published: Edition,
    publish: Publish,
    editor: User,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    failed_tasks: FailedTasks,
) -> None:
    Edition.objects.in_preparation().texts.get_or_create(language="en")
    web = FORMS["web"].make

    def only_french(guide, materials):  # type: ignore[no-untyped-def]
        if guide.language == "en":
            raise OSError("No space left on device")
        return web(guide, materials)

    set_form(monkeypatch, "web", only_french)
    second = publish()
    assert (current_number(), Edition.objects.current()) == (1, published)
    assert "Édition 1" in client.get("/guide/fr/").text
    told = Notification.objects.of(editor).get()
    assert told.url == "/curation/editions/2/"
    failed_tasks.expect("No space left")
    set_form(monkeypatch, "web", web)
    make_failed_again(second)
    assert (current_number(), Edition.objects.current()) == (2, second)


def test_the_pages_of_an_edition_are_there_before_it_is_said_to_be_out(
    publish: Publish, editor: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "request_build", lambda *file, **how: None)  # no worker takes anything
    create_tip(number=6, by=editor)
    edition = publish()
    assert client.get("/guide/fr/").status_code == 200
    assert Edition.objects.current() == edition
    assert pdf_of(edition).state == "waiting"


def test_files_that_a_restore_did_not_bring_back_are_in_the_making_and_not_ready(
    published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder_of(published) / "guide.pdf").unlink()
    monkeypatch.setattr(build, "request_build", lambda *file, **how: None)
    assert request_missing_files() == 1
    assert pdf_of(published).state == "waiting"
    assert request_missing_files() == 0
    assert "guide.builds.missing.request_missing_files" in real.RUN_PERIODICALLY


@pytest.mark.once
def test_the_screen_tells_what_is_being_made_and_how_far_it_is(as_editor: Client, published: Edition) -> None:
    now = timezone.now()
    published.files.filter(form="booklet").update(state="waiting", begun_at=now, seen_at=now)
    published.files.filter(form="pdf").update(state="waiting")
    text = as_editor.get("/curation/editions/1/", headers={"HX-Request": "true"}).text
    total = len(FORMS)
    assert f'<progress id="building" max="{total}" value="{total - 2}">' in text
    assert f"{total - 2} sur {total}" in text
    assert text.index("PDF pour l’imprimeur, français") < text.index("<progress")
    sha256 = published.files.get(form="web").sha256
    assert sha256 in text


@pytest.mark.once
def test_what_nobody_will_make_is_asked_for_again(published: Edition) -> None:
    then = timezone.now() - LONG_AGO
    published.files.filter(form="pdf").update(state="waiting", begun_at=then, seen_at=then)
    published.files.filter(form="epub").update(state="waiting", begun_at=None, asked_at=then)
    published.files.filter(form="docx").update(state="waiting", begun_at=None, asked_at=timezone.now())
    assert missing.request_lost_builds() == 2
    assert {file.form for file in published.files.exclude(state="ready")} == {"docx"}
    assert "guide.builds.missing.request_lost_builds" in real.RUN_PERIODICALLY


def test_what_a_killed_worker_had_begun_is_taken_up_within_a_minute(
    published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        missing.subprocess, "may_fork", lambda: True
    )  # as in a worker, which then says every few seconds
    monkeypatch.setattr(
        build.subprocess, "_build_in_child", lambda form, guide, materials, into, beat: write_all(into, made)
    )
    made, then = {"guide.pdf": b"%PDF"}, timezone.now() - timedelta(seconds=25)
    published.files.filter(form="pdf").update(state="waiting", begun_at=then, seen_at=then)
    assert missing.restart_killed_builds() == 1
    assert pdf_of(published).state == "ready"
    assert "guide.builds.missing.restart_killed_builds" in real.RUN_OFTEN


@pytest.mark.once
def test_what_is_being_made_and_says_so_is_left_alone(published: Edition) -> None:
    published.files.filter(form="pdf").update(
        state="waiting", begun_at=timezone.now() - LONG_AGO, seen_at=timezone.now()
    )
    assert missing.request_lost_builds() == 0


def test_what_has_killed_three_workers_is_left_as_failed_and_told(published: Edition, editor: User) -> None:
    then = timezone.now() - LONG_AGO
    published.files.filter(form="pdf").update(state="waiting", begun_at=then, seen_at=then, tries=3)
    assert missing.request_lost_builds() == 0
    assert pdf_of(published).state == "failed"
    assert Notification.objects.of(editor).count() == 1


def test_what_was_asked_for_anew_meanwhile_is_not_put_in_place(
    published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The older making would put names back that have gone."""

    def slowly(guide, materials):  # type: ignore[no-untyped-def]
        published.files.filter(form="pdf").update(asked_at=timezone.now(), begun_at=None)
        return {"guide.pdf": b"older"}

    published.files.filter(form="pdf").update(state="waiting")
    set_form(monkeypatch, "pdf", slowly)
    make_file.enqueue(pdf_of(published).pk)
    assert (folder_of(published) / "guide.pdf").read_bytes() != b"older"
    assert pdf_of(published).state == "waiting"


def test_what_another_worker_has_made_meanwhile_is_not_made_twice(
    published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_form(monkeypatch, "pdf", lambda guide, materials: pytest.fail("made twice"))
    make_file.enqueue(pdf_of(published).pk)
    make_file.enqueue(10**9)


@pytest.mark.once
def test_what_waits_for_a_worker_is_not_asked_for_twice(published: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(build, "request_build", lambda file, priority: asked.append(file.pk))
    for _ in range(3):
        build.request_builds(published, forms=["pdf"])
    assert asked == [pdf_of(published).pk]


@pytest.mark.once
def test_a_failure_leaves_nothing_behind(
    published: Edition, monkeypatch: pytest.MonkeyPatch, settings, failed_tasks: FailedTasks
) -> None:
    set_form(monkeypatch, "pdf", lambda guide, materials: {"elsewhere.pdf": b"%PDF"})
    build.request_builds(published, forms=["pdf"])
    assert pdf_of(published).state == "failed"
    assert not (folder_of(published) / "elsewhere.pdf").exists()
    assert [path for path in (settings.EDITIONS_ROOT / ".making").iterdir() if path.is_dir()] == []
    failed_tasks.expect("could not be made")


@pytest.mark.once
def test_the_workshop_is_nothing_that_readers_reach(published: Edition, client: Client) -> None:
    assert client.get("/guide/fr/../../.making/x").status_code == 404


def test_a_tip_that_comes_late_does_not_count_for_two(editor: User, publish: Publish) -> None:
    create_tip(number=6, by=editor)
    assert publish().files.count() == len(FORMS)


@pytest.mark.once
def test_files_are_saved_under_the_title_and_the_edition_in_the_language_of_the_guide(
    published: Edition, client: Client
) -> None:
    title = download_names.file_name(published.guide_in("fr").title, ending="").rstrip(".")
    for form, name in {
        "pdf": f"{title}-édition-1.pdf",
        "epub": f"{title}-édition-1.epub",
        "poster": f"{title}-affiche-édition-1.pdf",
    }.items():
        answer = client.get(f"/guide/fr/{FORMS[form].name}", headers={"Accept-Language": "ja"})
        assert saved_name(answer) == name  # type: ignore[arg-type]
