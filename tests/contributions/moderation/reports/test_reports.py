"""Telling the editors that something is not right, and what becomes of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from contributions.models import LogEntry, Page, Question, Report
from contributions.moderation.reports import AlreadySettled
from notifications.models import Notification
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/curation/reports/"


@pytest.fixture
def page(editor: User) -> Page:
    return factories.create_page(author=editor)


@pytest.fixture
def report(page: Page, contributor: User) -> Report:
    return Report.objects.report(page, reason="wrong", words="Ce numéro est faux.", by=contributor)


def test_each_kind_of_thing_is_reported_from_its_screen(
    page: Page, contributor: User, editor: User, as_contributor: Client
) -> None:
    comment = factories.create_comment(page=page, author=editor)
    question = Question.objects.ask(text="Que faire d’un faux appel ?", theme=page.theme, by=editor)
    for path in (
        f"/report/page/{page.pk}/",
        f"/report/comment/{comment.pk}/",
        f"/report/question/{question.pk}/",
        f"/report/person/{editor.handle}/",
    ):
        assert as_contributor.get(path).status_code == 200, path
        sent = as_contributor.post(path, {"reason": "wrong"})
        assert as_contributor.get(sent["Location"]).status_code == 200
    assert {one.about for one in Report.objects.for_lists()} == {page, comment, question, editor}


def test_the_links_stand_in_the_menus(page: Page, editor: User, as_contributor: Client) -> None:
    comment = factories.create_comment(page=page, author=editor)
    html = as_contributor.get(page.get_absolute_url()).content.decode()
    assert f"/report/page/{page.pk}/" in html
    assert f"/report/comment/{comment.pk}/" in html


def test_a_person_has_one_open_report_of_a_thing(page: Page, report: Report, contributor: User, editor: User) -> None:
    assert Report.objects.report(page, reason="other", words="Encore", by=contributor) == report
    report.settle(outcome="Corrigé, merci.", by=editor)
    assert Report.objects.report(page, reason="wrong", by=contributor) != report


@pytest.mark.once
@pytest.mark.parametrize(
    "form", [{}, {"reason": "x"}, {"reason": "other", "words": " "}, {"reason": "wrong", "words": "x" * 1001}]
)
def test_what_is_missing_is_asked_for(page: Page, as_contributor: Client, form: dict[str, str]) -> None:
    assert as_contributor.post(f"/report/page/{page.pk}/", form).status_code == 422
    assert not Report.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(
    "path", ["page/0", "page/x", "thing/1", "person/nobody", "question/99999999999999999999", "contribution/-1"]
)
def test_what_is_not_there_is_not_reported(as_contributor: Client, path: str) -> None:
    assert as_contributor.get(f"/report/{path}/").status_code == 404


def test_what_the_reader_may_not_read_is_not_reported(page: Page, editor: User, as_contributor: Client) -> None:
    page.hide(reason="Doublon", by=editor)
    assert as_contributor.get(f"/report/page/{page.pk}/").status_code == 404


def test_the_editors_settle_it_and_the_reporter_is_told(
    report: Report, contributor: User, as_editor: Client, as_contributor: Client
) -> None:
    html = as_editor.get(LIST).content.decode()
    assert "Ce numéro est faux." in html
    path = f"{LIST}{report.pk}/"
    assert report.page is not None
    assert report.page.screen_url("hide") in as_editor.get(path).content.decode()
    assert as_editor.post(path, {"outcome": " "}).status_code == 422
    assert as_editor.post(path, {"outcome": "Le numéro est corrigé."})["Location"] == LIST
    assert "Ce numéro est faux." not in as_editor.get(LIST).content.decode()
    assert "Le numéro est corrigé." in as_editor.get(f"{LIST}?settled=1").content.decode()
    told = Notification.objects.get(person=contributor, kind="settled")
    assert "Le numéro est corrigé." in told.excerpt
    assert "Le numéro est corrigé." in as_contributor.get(told.url).content.decode()
    assert LogEntry.objects.get().act == "report_settled"


def test_the_reporter_is_told_after_the_page_is_hidden_and_learns_nothing_of_it(
    report: Report, editor: User, contributor: User
) -> None:
    assert report.page is not None
    report.page.hide(reason="Confidentiel", by=editor)
    report.settle(outcome="La page est masquée.", by=editor)
    told = Notification.objects.of(contributor).get(kind="settled")
    assert report.page.title not in (told.excerpt + told.place_title)


def test_nobody_else_reads_a_report(report: Report, as_editor: Client, client: Client, sign_in) -> None:
    other = sign_in(factories.create_user(username="yves"))
    assert other.get(f"/reports/{report.pk}/").status_code == 403
    assert other.get(LIST).status_code == 403
    assert other.get(f"{LIST}{report.pk}/").status_code == 403


def test_the_list_is_paged_by_key(
    page: Page, contributor: User, as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contributions.views.reports.ROWS", 2)
    for number in range(3):
        other = factories.create_page(title=f"Page {number}", author=contributor)
        Report.objects.report(other, reason="wrong", by=contributor)
    first = as_editor.get(LIST)
    assert [one.page.title for one in first.context["reports"]] == ["Page 2", "Page 1"]
    second = as_editor.get(f"{LIST}?{first.context['next_query']}")
    assert [one.page.title for one in second.context["reports"]] == ["Page 0"]


def test_a_settled_one_is_told_to_the_editor_who_comes_second(report: Report, editor: User, as_editor: Client) -> None:
    report.settle(outcome="Corrigé.", by=editor)
    response = as_editor.post(f"{LIST}{report.pk}/", {"outcome": "Moi aussi."}, follow=True)
    assert "Corrigé." in response.content.decode()
    assert LogEntry.objects.count() == 1


def test_the_editors_are_told_once_and_no_longer_once_the_page_is_hidden(
    page: Page, report: Report, contributor: User, editor: User
) -> None:
    Report.objects.report(page, reason="other", words="Encore", by=contributor)
    told = Notification.objects.of(editor).filter(kind="reported")
    assert [(one.place_title, one.excerpt) for one in told] == [(page.title, "Ce numéro est faux.")]
    page.hide(reason="Faux", by=editor)
    assert not told.all().exists()


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_settle_it_once(report: Report, editor: User, contributor: User) -> None:
    def settle(outcome: str) -> str:
        try:
            Report.objects.get(pk=report.pk).settle(outcome=outcome, by=editor)
        except AlreadySettled:
            return "refused"
        finally:
            connection.close()
        return "settled"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(settle, ["Corrigé.", "Masqué."])) == ["refused", "settled"]
    assert Notification.objects.filter(person=contributor, kind="settled").count() == 1
    assert LogEntry.objects.filter(act="report_settled").count() == 1
