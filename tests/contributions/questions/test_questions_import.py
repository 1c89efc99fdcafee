"""A list is brought in: every line is shown first, and what was shown is what is asked, once."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contributions.models import Question, QuestionImport
from contributions.questions.errors import NotYours
from tests import factories
from tests.contributions.questions.conftest import FACEBOOK, Ask
from tests.downloads import saved_name
from themes.models import Theme

LIST = f"""question;theme;origine;date
Combien de temps gardez-vous mon dossier ?;1;clients;24/09/2026
{FACEBOOK};2;séance;2026-09-25
;2;audit;
Sans thème ?;;audit;
Mauvais thème ?;9;audit;
Mauvaise origine ?;1;voisins;
Mauvais jour ?;1;audit;hier
Combien de temps gardez-vous mon dossier?;1;clients;
"""


@pytest.fixture(autouse=True)
def _themes(db: None) -> None:
    factories.create_themes()


def prepare(content: str, by: User, **fields: object) -> QuestionImport:
    return QuestionImport.objects.prepare(content.encode(), by=by, **fields)


def test_each_line_is_asked_joined_or_refused_with_its_number_and_reason(ask: Ask, editor: User) -> None:
    known = ask(FACEBOOK)
    prepared = prepare(LIST, editor)
    assert [line["number"] for line in prepared.accepted] == [2]
    assert [(line["number"], line["same_as"]) for line in prepared.duplicates] == [(3, known.pk)]
    assert [(line["number"], line["reason"]) for line in prepared.refused] == [
        (4, "empty"),
        (5, "no_theme"),
        (6, "theme"),
        (7, "origin"),
        (8, "date"),
        (9, "repeated"),
    ]
    assert Question.objects.count() == 1


def test_confirming_asks_what_was_shown_with_its_date_and_origin_and_joins_the_rest(ask: Ask, editor: User) -> None:
    known = ask(FACEBOOK)
    prepared = prepare(LIST, editor)
    prepared.confirm(by=editor)
    known.refresh_from_db()
    asked = Question.objects.get(origin="customers")
    assert (prepared.asked, prepared.joined, known.asked_count) == (1, 1, 2)
    assert (asked.asked_by, asked.entered_by, asked.theme.number) == (None, editor, 1)
    assert timezone.localdate(asked.created_at).isoformat() == "2026-09-24"
    assert Question.objects.similar_to("combien de temps gardez vous mon dossier") == [asked]


def test_it_is_asked_once_however_often_it_is_confirmed(editor: User) -> None:
    prepared = prepare(LIST, editor)
    for _ in range(2):
        QuestionImport.objects.get(pk=prepared.pk).confirm(by=editor)
    assert Question.objects.count() == 2


def test_a_duplicate_line_can_be_asked_apart(ask: Ask, editor: User) -> None:
    ask(FACEBOOK)
    prepared = prepare(LIST, editor)
    prepared.confirm(by=editor, apart=frozenset({3}))
    assert (prepared.asked, prepared.joined) == (2, 0)


def test_a_line_whose_question_was_hidden_meanwhile_stands_for_itself(ask: Ask, editor: User) -> None:
    known = ask(FACEBOOK)
    prepared = prepare(LIST, editor)
    known.hide(reason="hors sujet", by=editor)
    prepared.confirm(by=editor)
    assert Question.objects.standing().firsts().filter(text=FACEBOOK).exists()


def test_lines_that_name_no_theme_or_origin_get_those_that_are_chosen(editor: User) -> None:
    theme = Theme.objects.get(number=3)
    prepared = prepare("question\nQui voit mon profil ?\n", editor, theme=theme, origin="agency")
    prepared.confirm(by=editor)
    assert Question.objects.values_list("theme", "origin").get() == (theme.pk, "agency")


def test_a_day_to_come_is_refused(editor: User) -> None:
    day = timezone.localdate() + timedelta(days=2)
    prepared = prepare(f"question;theme;origin;date\nQuand ?;1;audit;{day:%d/%m/%Y}\n", editor)
    assert [line["reason"] for line in prepared.refused] == ["future"]


def test_a_missing_quotation_mark_is_named(editor: User) -> None:
    rows = "".join(f"Question numéro {number} de la liste ?;1;audit\n" for number in range(20))
    prepared = prepare(f'question;theme;origin\n"Oubliée ?;1;audit\n{rows}', editor)
    assert [line["reason"] for line in prepared.refused] == ["runs_on"]


def test_only_editors_bring_lists_in_and_confirm_them(editor: User, contributor: User) -> None:
    with pytest.raises(NotYours):
        prepare(LIST, contributor)
    with pytest.raises(NotYours):
        prepare(LIST, editor).confirm(by=contributor)


@pytest.mark.once
def test_five_thousand_lines_are_prepared_and_asked_with_few_queries(
    editor: User, django_assert_max_num_queries
) -> None:
    rows = "".join(f"Que faire du message numéro {number} reçu ce matin ?;2;clients\n" for number in range(5_000))
    with django_assert_max_num_queries(30):
        prepared = prepare(f"question;theme;origin\n{rows}", editor)
    with django_assert_max_num_queries(200):
        prepared.confirm(by=editor)
    assert Question.objects.count() == 5_000


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_ask_once(transactional_db: None) -> None:
    factories.create_themes()
    editor = factories.create_editor()
    prepared = prepare(LIST, editor)

    def confirm(_number: int) -> None:
        try:
            QuestionImport.objects.get(pk=prepared.pk).confirm(by=editor)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(confirm, range(4)))
    assert Question.objects.count() == 2


# ——— On the screen ———


def test_a_file_is_shown_line_by_line_then_asked(as_editor: Client, ask: Ask) -> None:
    ask(FACEBOOK)
    file = SimpleUploadedFile("liste.csv", LIST.encode("cp1252"), content_type="text/csv")
    sent = as_editor.post(reverse("contributions:questions_import"), {"file": file})
    preview = as_editor.get(sent["Location"])
    assert "Combien de temps gardez-vous mon dossier" in preview.text
    assert "«\u00a0voisins\u00a0» n’est" in preview.text
    assert 'name="apart" value="3"' in preview.text
    as_editor.post(sent["Location"], {"question": "forgée", "lines": "[]"})
    assert Question.objects.count() == 3
    assert not Question.objects.filter(text__contains="forg").exists()


def test_lines_are_pasted_too_and_what_is_no_list_comes_back_as_it_was_typed(as_editor: Client) -> None:
    address = reverse("contributions:questions_import")
    assert as_editor.post(address, {"text": "question;theme;origin\nOù ?;1;audit"}).status_code == 302
    refused = as_editor.post(address, {"text": "rien de tel\nOù ?"})
    assert refused.status_code == 422
    assert "rien de tel" in refused.text
    assert as_editor.post(address, {}).status_code == 422


def test_the_refused_lines_come_as_a_file_without_formulas(as_editor: Client, editor: User) -> None:
    rows = '=HYPERLINK("http://x");9;audit\n  +1;9;audit\n-2 ?;9;@SUM(A1)\nNormale ?;9;audit\n'
    prepared = prepare(f"question;theme;origin\n{rows}", editor)
    response = as_editor.get(reverse("contributions:questions_import_refused", args=[prepared.pk]))
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"].startswith("attachment")
    assert saved_name(response) == f"questions-lignes-refusées-{prepared.pk}.csv"
    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in table[1:]] == ['\'=HYPERLINK("http://x")', "'+1", "'-2 ?", "Normale ?"]
    assert [row[4] for row in table[1:]] == ["2", "3", "4", "5"]
    assert table[3][2] == "'@SUM(A1)"
