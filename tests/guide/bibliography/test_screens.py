"""The bibliography at the editors' desk."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guide.bibliography.models import Reference
from tests.sending import send

pytestmark = pytest.mark.django_db
HERE = "/curation/bibliography/"
BOOK = {"title": "Culture numérique", "author": "Cardon, Dominique\nCNIL", "issued": "2019", "URL": ""}


def test_a_reference_is_typed_changed_and_removed(as_editor: Client) -> None:
    assert as_editor.post(f"{HERE}new/?type=book", BOOK)["Location"] == HERE
    row = Reference.objects.get()
    assert row.key == "cardon-2019"
    assert row.csl["author"] == [{"family": "Cardon", "given": "Dominique"}, {"literal": "CNIL"}]
    assert "<i>Culture numérique</i>" in as_editor.get(HERE).text
    page = as_editor.get(f"{HERE}entries/cardon-2019/").text
    assert "Cardon, Dominique\nCNIL</textarea>" in page and 'value="2019"' in page
    send(as_editor, f"{HERE}entries/cardon-2019/", BOOK | {"title": "Autre", "issued": "2020-05-13"})
    row.refresh_from_db()
    assert (row.csl["title"], row.csl["issued"]) == ("Autre", {"date-parts": [[2020, 5, 13]]})
    as_editor.post(f"{HERE}entries/cardon-2019/", {"remove": "1"})
    assert not Reference.objects.exists()


def test_what_the_form_does_not_ask_about_stays(as_editor: Client) -> None:
    Reference.objects.add({"type": "chapter", "id": "c", "title": "Chapitre", "container-title": "Livre"}, by=None)
    send(as_editor, f"{HERE}entries/c/", {"title": "Chapitre premier"})
    assert Reference.objects.get().csl == {"type": "chapter", "title": "Chapitre premier", "container-title": "Livre"}


@pytest.mark.parametrize(
    ("field", "value"), [("title", ""), ("URL", "javascript:alert(1)"), ("issued", "hier"), ("issued", "2019-")]
)
def test_errors_stand_beside_the_field_and_nothing_typed_is_lost(as_editor: Client, field: str, value: str) -> None:
    response = as_editor.post(f"{HERE}new/?type=book", BOOK | {"publisher": "Presses tenues"} | {field: value})
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.text and "Presses tenues" in response.text
    assert not Reference.objects.exists()


def test_the_same_one_is_added_only_on_purpose(as_editor: Client) -> None:
    as_editor.post(f"{HERE}new/?type=book", BOOK)
    response = as_editor.post(f"{HERE}new/?type=book", BOOK)
    assert response.status_code == 422 and 'name="same"' in response.text
    as_editor.post(f"{HERE}new/?type=book", BOOK | {"same": "1"})
    assert Reference.objects.count() == 2


def test_references_are_pasted_or_sent_shown_and_taken_in(as_editor: Client) -> None:
    text = "@book{a, title={Un livre}, year=2019}\n@book{b, title={Sans fin\n"
    page = as_editor.post(f"{HERE}import/", {"file": SimpleUploadedFile("a.bib", text.encode())})
    assert "Un livre" in page.text and "illisible" in page.text
    assert not Reference.objects.exists()
    response = as_editor.post(f"{HERE}import/", {"confirmed": page.context["text"]})
    assert response["Location"] == HERE
    assert Reference.objects.get().key == "a"


@pytest.mark.once
@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"x" * 1_100_000])
def test_what_cannot_be_read_is_said_and_what_was_pasted_stays(as_editor: Client, content: bytes) -> None:
    sent = {"file": SimpleUploadedFile("a.bib", content), "text": "ce que j’ai collé"}
    response = as_editor.post(f"{HERE}import/", sent)
    assert response.status_code == 422 and "ce que j’ai collé" in response.text


def test_kinds_and_references_that_are_not_there(as_editor: Client) -> None:
    assert as_editor.get(f"{HERE}new/?type=spell").status_code == 404
    assert as_editor.get(f"{HERE}entries/nothing/").status_code == 404


def test_the_list_costs_as_many_queries_whatever_it_holds(as_editor: Client, django_assert_max_num_queries) -> None:
    for number in range(12):
        Reference.objects.add({"type": "book", "title": f"Livre {number}"}, by=None)
    with django_assert_max_num_queries(12):
        as_editor.get(HERE)


@pytest.mark.once
def test_a_title_says_its_language_where_the_screen_has_another(as_editor: Client) -> None:
    title = "Attention: <b>phishing</b>"
    words = '<span lang="en">Attention: &lt;b&gt;phishing&lt;/b&gt;</span>'
    told = as_editor.post(f"{HERE}new/?type=book", BOOK | {"title": title, "language": "en"}, follow=True).text
    assert f"«\u00a0{words}\u00a0»" in told and f'<span class="vh"> {words}</span>' in told
    page = as_editor.get(f"{HERE}entries/cardon-2019/").text
    assert '<title lang="en">' in page and f">{words}</h1>" in page
    assert words in as_editor.post(f"{HERE}new/?type=book", BOOK | {"title": title}).text
    assert words in as_editor.post(f"{HERE}import/", {"text": f"@book{{a, title={{{title}}}, year=2019}}"}).text


@pytest.mark.once
def test_bibtex_names_the_language_of_a_title(as_editor: Client) -> None:
    text = "@book{a, title={Il libro}, langid={italian}}\n@book{b, title={Un autre}, language={fr-FR}}"
    page = as_editor.post(f"{HERE}import/", {"text": text}).text
    assert '<span lang="it">Il libro</span>' in page and '<p class="voice">Un autre</p>' in page
