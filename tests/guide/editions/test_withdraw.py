"""An edition that is withdrawn is gone for its readers, with a notice at its address, until it is put back."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from accounts.models import User
from guide.builds import build
from guide.builds.current import current_number
from guide.builds.disk import folder_of
from guide.models import Edition
from tests.factories import create_tip
from tests.guide.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]

NOTICE = "Le conseil 6 donnait un numéro faux. Jetez vos exemplaires."
URL = "/curation/editions/1/withdraw/"


@pytest.fixture
def withdraw(editor: User, django_capture_on_commit_callbacks) -> Callable[[Edition], None]:
    def withdrawn(edition: Edition) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            edition.withdraw(notice=NOTICE, by=editor)

    return withdrawn


@pytest.mark.once
def test_its_address_shows_the_notice_and_its_files_are_gone(
    published: Edition, withdraw: Callable[[Edition], None], client: Client
) -> None:
    withdraw(published)
    assert [path.name for path in folder_of(published).iterdir()] == ["withdrawn.html"]
    for name in ("", "index.html", "guide.pdf", "share/guide.png", "withdrawn.html", "anything.css"):
        response = client.get(f"/guide/editions/1/fr/{name}")
        assert response.status_code == 410
        assert "numéro faux" in response.text
    assert client.get("/guide/fr/").status_code == 410  # whoever has the address on paper reads why
    assert current_number() is None


@pytest.mark.once
def test_what_happened_to_it_is_told_in_the_gender_of_an_edition(
    published: Edition, withdraw: Callable[[Edition], None], as_editor: Client
) -> None:
    withdraw(published)
    page = as_editor.get("/curation/editions/1/", headers={"accept-language": "it"}).text
    assert "Ritirata" in page
    assert "Ritirato" not in page


@pytest.mark.once
def test_readers_get_the_edition_before_it(
    published: Edition,
    withdraw: Callable[[Edition], None],
    publish: Publish,
    client: Client,
) -> None:
    second = publish()
    withdraw(second)
    assert current_number() == 1
    assert "Édition 1" in client.get("/guide/fr/").text
    listed = client.get("/guide/editions/").text
    assert NOTICE in listed
    assert 'href="/guide/editions/2/' not in listed
    assert Edition.objects.current() == published
    assert Edition.objects.in_preparation().number == 3


def test_the_notice_is_written_again_where_it_is_lost(
    published: Edition, withdraw: Callable[[Edition], None], client: Client
) -> None:
    withdraw(published)
    (folder_of(published) / "withdrawn.html").unlink()
    assert client.get("/guide/editions/1/fr/").status_code == 410
    assert client.get("/guide/editions/1/ja/").status_code == 404


@pytest.mark.once
def test_a_file_that_was_being_made_is_not_put_in_place(
    published: Edition, withdraw: Callable[[Edition], None]
) -> None:
    late = published.files.get(form="pdf")
    withdraw(published)
    build.build_file(late)
    assert not (folder_of(published) / "guide.pdf").exists()


@pytest.mark.once
def test_it_is_put_back_with_the_same_bytes(
    published: Edition,
    withdraw: Callable[[Edition], None],
    editor: User,
    client: Client,
    django_capture_on_commit_callbacks,
) -> None:
    before = {file.form: file.sha256 for file in published.files.all()}
    withdraw(published)
    with django_capture_on_commit_callbacks(execute=True):
        published.reinstate(why="Le numéro était juste.", by=editor)
    assert {file.form: file.sha256 for file in published.files.all()} == before
    assert {file.state for file in published.files.all()} == {"ready"}
    assert client.get("/guide/editions/1/fr/").status_code == 200
    assert current_number() == 1
    assert published.steps.first().why == "Le numéro était juste."


@pytest.mark.once
def test_the_screen_wants_a_notice_and_a_tick_and_puts_back_with_a_reason(
    published: Edition, as_editor: Client
) -> None:
    for sent in ({}, {"notice": NOTICE}, {"sure": "on"}):
        response = as_editor.post(URL, sent)
        assert response.status_code == 422
    assert Edition.objects.published().exists()
    as_editor.post(URL, {"notice": NOTICE, "sure": "on"})
    assert NOTICE in as_editor.get("/curation/editions/1/").text
    assert "retirée" in as_editor.get("/curation/places/").text
    assert as_editor.post(URL, {"why": ""}).status_code == 422
    as_editor.post(URL, {"why": "Le numéro était juste."})
    assert Edition.objects.published().exists()
    assert as_editor.get("/curation/editions/2/withdraw/").status_code == 302


@pytest.mark.once
def test_nobody_withdraws_what_is_not_out_or_puts_back_what_was_not_withdrawn(
    proof: Edition, editor: User, publish: Publish
) -> None:
    with pytest.raises(ValidationError):
        proof.withdraw(notice=NOTICE, by=editor)
    with pytest.raises(ValidationError):
        publish().reinstate(why="Pourquoi pas.", by=editor)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_withdraw_at_once_one_is_told(editor: User) -> None:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)
    start, outcomes = threading.Barrier(2), []

    def withdraw_it(edition: Edition) -> None:
        start.wait()
        try:
            edition.withdraw(notice=NOTICE, by=editor)
            outcomes.append("withdrawn")
        except ValidationError:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=withdraw_it, args=[Edition.objects.get(number=1)]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["told", "withdrawn"]
    edition = Edition.objects.get(number=1)
    assert edition.steps.filter(what="withdrawn").count() == 1
    assert [path.name for path in folder_of(edition).iterdir()] == ["withdrawn.html"]
