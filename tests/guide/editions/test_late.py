"""What comes late, or is killed half-way, neither names anybody who wants no name any more nor leaves an edition half gone."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import Attribution, User
from guide.builds import build, missing
from guide.builds.current import current_number
from guide.builds.disk import folder_of
from guide.builds.preview import building
from guide.builds.preview import building as previewing
from guide.builds.preview import state as states
from guide.distribution import channel_files
from guide.distribution.channel_files import ChannelFile
from guide.editions import InProof, NotInProof, models
from guide.models import Edition, Tip
from guide.publication.document import Guide
from guide.publication.materials import Materials
from guide.reviewing import consents
from tests.factories import create_page, create_tip
from tests.failed_tasks import FailedTasks
from tests.forms import set_form
from tests.guide.conftest import Publish
from tests.guide.distribution.made import create_channel, create_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]

SAID = "J’ai raccroché tout de suite."


def quoting(editor: User, contributor: User) -> Tip:
    contributor.attribution = Attribution.FULL
    contributor.save()
    tip = create_tip(number=6, by=editor, page=create_page(author=contributor))
    tip.quote_person(text=SAID, person=contributor, by=editor)
    consents.answer(tip.consents.get(), by=contributor, agrees=True)
    return tip


@pytest.fixture
def quoted(editor: User, contributor: User) -> Tip:
    return quoting(editor, contributor)


@pytest.fixture
def naming(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms that say whom the guide names, and nothing else."""

    def made(name: str) -> Callable[[Guide, Materials], dict[str, bytes]]:
        return lambda guide, materials: {name: "\n".join(["Noms :", *guide.contributors]).encode()}

    for form, name in {"cover": "cover.pdf", "booklet": "booklet.pdf", "docx": "guide.docx"}.items():
        set_form(monkeypatch, form, made(name))


def on_disk(name: str) -> list[str]:
    """The files that say a name, wherever they lie."""
    roots = (settings.EDITIONS_ROOT, settings.CHANNEL_FILES_ROOT)
    files = (path for root in roots for path in root.rglob("*") if path.is_file())
    return [str(path) for path in files if name.encode() in path.read_bytes()]


@pytest.mark.once
def test_a_worker_that_had_read_the_names_before_they_went(
    quoted: Tip, contributor: User, publish: Publish, naming: None
) -> None:
    edition = publish()
    late = list(edition.files.select_related("edition"))
    contributor.choose_attribution(Attribution.ANONYMOUS)
    for file in late:
        build.build_file(file)
    assert on_disk("Le Goff") == []
    assert {file.state for file in edition.files.all()} == {"ready"}


def test_a_form_that_is_made_while_a_name_goes_is_not_put_in_place(
    quoted: Tip, contributor: User, publish: Publish, monkeypatch: pytest.MonkeyPatch, naming: None
) -> None:
    edition = publish()

    def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
        made.append("docx")
        monkeypatch.setattr(build, "request_build", lambda file, priority: None)  # no worker is there for that
        contributor.choose_attribution(Attribution.ANONYMOUS)
        return {"guide.docx": "\n".join(guide.contributors).encode()}

    made: list[str] = []
    set_form(monkeypatch, "docx", make)
    build.request_builds(edition, forms=["docx"])
    assert made == ["docx"] and not (folder_of(edition) / "guide.docx").exists()
    build.build_file(edition.files.get(form="docx"))
    assert (folder_of(edition) / "guide.docx").read_text() == ""


@pytest.mark.once
@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_what_channels_hand_out_forgets_too(
    quoted: Tip,
    contributor: User,
    editor: User,
    publish: Publish,
    naming: None,
    is_withdrawn: bool,
    django_capture_on_commit_callbacks,
) -> None:
    edition = publish()
    for channel in (None, create_channel()):
        create_run(edition, channel=channel)
    assert len(on_disk("Le Goff")) > 2
    late = list(ChannelFile.objects.select_related("edition", "channel"))
    if is_withdrawn:
        with django_capture_on_commit_callbacks(execute=True):
            edition.withdraw(notice="Un essai.", by=editor)
    contributor.choose_attribution(Attribution.ANONYMOUS)
    assert on_disk("Le Goff") == []
    for file in late:
        channel_files.build_channel_file(file)
    assert on_disk("Le Goff") == []
    assert all(file.fetched() for file in ChannelFile.objects.all())


@pytest.mark.once
def test_previews_forget_too(
    quoted: Tip,
    contributor: User,
    naming: None,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks,
) -> None:
    edition = Edition.objects.in_preparation()
    with django_capture_on_commit_callbacks(execute=True):
        building.request_preview(edition, "fr")
    assert on_disk("Le Goff")
    with django_capture_on_commit_callbacks(execute=True):
        contributor.choose_attribution(Attribution.ANONYMOUS)
    assert on_disk("Le Goff") == []

    def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
        with django_capture_on_commit_callbacks(execute=True):
            contributor.choose_attribution(Attribution.ANONYMOUS)
        return {"guide.docx": "\n".join(guide.contributors).encode()}

    contributor.choose_attribution(Attribution.FULL)
    set_form(monkeypatch, "docx", make)
    state = states.PreviewState(edition.number, "fr", "abc", states.timezone.now()).save()
    previewing.build_preview(edition, "fr", state.token)
    assert on_disk("Le Goff") == []


@pytest.mark.once
@pytest.mark.parametrize("what", ["attribution", "consent"])
@pytest.mark.django_db(transaction=True)
def test_who_goes_while_an_edition_comes_out_is_not_named_by_it(
    editor: User, contributor: User, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    tip = quoting(editor, contributor)
    edition, names_now = Edition.objects.in_preparation(), models.names_now
    threads: list[threading.Thread] = []

    def go() -> None:
        try:
            if what == "attribution":
                User.objects.get(pk=contributor.pk).choose_attribution(Attribution.ANONYMOUS)
            else:
                consents.answer(tip.consents.get(), by=contributor, agrees=False)
        finally:
            connection.close()

    def slow(*arguments: object, **more: object) -> dict[str, str]:
        names = names_now(*arguments, **more)  # type: ignore[arg-type]
        if not threads:
            threads.append(threading.Thread(target=go))
            threads[0].start()
            threads[0].join(1)
        return names

    monkeypatch.setattr(models, "names_now", slow)
    edition.publish(by=editor, accept_free_places=True)
    threads[0].join(20)
    edition.refresh_from_db()
    [printed] = edition.guide.tips
    assert printed.quotation is not None and printed.quotation.signature == ""
    assert ("Martine Le Goff" in edition.names.values()) is (what == "consent")


def test_a_withdrawal_that_was_killed_is_finished(published: Edition, editor: User, client: Client) -> None:
    published.withdraw(notice="Un essai.", by=editor)  # and nothing after the commit
    assert client.get("/guide/editions/1/fr/").status_code == 200
    missing.request_lost_builds()
    assert [path.name for path in folder_of(published).iterdir()] == ["withdrawn.html"]
    assert current_number() is None
    assert client.get("/guide/editions/1/fr/").status_code == 410


def test_what_was_put_back_and_killed_is_finished(
    published: Edition, editor: User, client: Client, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        published.withdraw(notice="Un essai.", by=editor)
    published.reinstate(why="Un essai.", by=editor)
    published.files.filter(state="waiting").update(asked_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        missing.request_lost_builds()
    assert client.get("/guide/editions/1/fr/").status_code == 200


def test_the_edition_that_readers_get_is_pointed_at_where_that_was_killed(published: Edition) -> None:
    (settings.EDITIONS_ROOT / "current").write_text("7")
    missing.request_lost_builds()
    assert current_number() == 1


@pytest.mark.once
def test_nothing_of_a_withdrawal_comes_after_the_edition_was_put_back(
    published: Edition, editor: User, client: Client, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks() as taking_away:
        published.withdraw(notice="Un essai.", by=editor)
    with django_capture_on_commit_callbacks(execute=True):
        published.reinstate(why="Un essai.", by=editor)
    for callback in taking_away:
        callback()
    assert client.get("/guide/editions/1/fr/").status_code == 200


@pytest.mark.once
def test_it_comes_out_with_the_title_that_is_frozen(proof: Edition, editor: User) -> None:
    proof.describe(title="Un autre titre", subtitle="Un autre sous-titre", summary="")
    proof.publish(by=editor, accept_free_places=True)
    assert (proof.title, proof.subtitle) == (proof.guide.title, proof.guide.subtitle)
    assert proof.title != "Un autre titre"


def test_what_was_taken_back_meanwhile_does_not_go_out(
    proof: Edition, editor: User, as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guide.views import publishing as view

    free_places = view.free_places

    def meanwhile(edition: Edition) -> int:
        Edition.objects.get(pk=edition.pk).back_from_proof(by=editor)
        return free_places(edition)

    monkeypatch.setattr(view, "free_places", meanwhile)
    sent = {"accept_free_places": "on", "seen": proof.state_of_proof}
    response = as_editor.post("/curation/editions/1/publish/now/", sent)
    assert response.status_code in {302, 422}
    assert not Edition.objects.published().exists()
    with pytest.raises(NotInProof):
        Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, from_proof=True)


def test_of_two_who_take_it_to_proof_the_second_is_told(proof: Edition, editor: User) -> None:
    with pytest.raises(InProof):
        Edition.objects.in_preparation().take_to_proof(by=editor)
    assert proof.steps.filter(what="proof").count() == 1
    draft = Edition.objects.in_preparation()
    draft.back_from_proof(by=editor)
    with pytest.raises(NotInProof):
        Edition.objects.in_preparation().back_from_proof(by=editor)


@pytest.mark.once
def test_a_preview_that_was_begun_with_a_name_that_goes_ends_without_a_file(
    quoted: Tip, contributor: User, naming: None, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    edition, guide_to_be = Edition.objects.in_preparation(), previewing.guide_to_be
    state = states.PreviewState(edition.number, "fr", "abc", states.timezone.now()).save()
    gone: list[bool] = []

    def slow(edition: Edition, language: str) -> Guide:
        guide = guide_to_be(edition, language)
        if not gone:
            gone.append(True)
            with django_capture_on_commit_callbacks(execute=True):
                contributor.choose_attribution(Attribution.ANONYMOUS)
        return guide

    monkeypatch.setattr(previewing, "guide_to_be", slow)
    previewing.build_preview(edition, "fr", state.token)
    assert on_disk("Le Goff") == []


@pytest.mark.once
def test_a_failure_that_comes_after_a_withdrawal_is_nobodys_concern(
    published: Edition, editor: User, monkeypatch: pytest.MonkeyPatch, failed_tasks: FailedTasks
) -> None:
    def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
        published.withdraw(notice="Un essai.", by=editor)
        raise ValueError("no more ink")

    set_form(monkeypatch, "docx", make)
    build.request_builds(published, forms=["docx"])
    assert published.files.get(form="docx").state == "waiting"
    failed_tasks.expect("no more ink")


def test_an_erratum_that_is_sent_twice_stands_there_once(published: Edition, editor: User) -> None:
    words = {"language": "fr", "anchor": "tip-6", "was": published.guide.tips[0].title, "now": "Autre", "why": "Faute."}
    assert published.correct(**words, by=editor) == published.correct(**words, by=editor)
    assert published.errata.count() == published.steps.filter(what="corrected").count() == 1
