"""What others save, begin or tie to a page while it is merged is not lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from contributions.models import (
    Page,
    PageMerge,
    Question,
    VideoPage,
)
from contributions.moderation.merging.merge import MergeConflict, NotMerged, merge_pages, proposal
from contributions.pages.moderated_page import PageMerged
from tests import factories
from tests.campaign.videos.made import make_video

pytestmark = pytest.mark.django_db


def test_what_others_save_in_either_page_meanwhile_is_kept(
    source: Page, target: Page, editor: User, contributor: User, colleague: User
) -> None:
    body = proposal(source, target).replace("Un début.", "Un meilleur début.")
    factories.edit_page(Page.objects.get(pk=source.pk), f"{source.body}\n\nAjout au premier.", author=colleague)
    factories.edit_page(
        Page.objects.get(pk=target.pk),
        target.body.replace("Rappeler.", "Rappeler le numéro connu."),
        author=contributor,
    )
    merge_pages(source, target, by=editor, body=body, versions=(1, 1))
    assert "Un meilleur début." in target.body
    assert "Ajout au premier." in target.body
    assert "Rappeler le numéro connu." in target.body


def test_where_both_changed_one_passage_nothing_is_saved_and_both_texts_come_back(
    source: Page, target: Page, editor: User, contributor: User, as_editor: Client
) -> None:
    body = proposal(source, target).replace("Un début.", "Le début de la rédaction.")
    factories.edit_page(
        Page.objects.get(pk=target.pk), target.body.replace("Un début.", "Le début de Martine."), author=contributor
    )
    with pytest.raises(MergeConflict):
        merge_pages(source, target, by=editor, body=body, versions=(1, 1))
    form = {"into": target.title, "body": body, "source_version": "1", "target_version": "1"}
    response = as_editor.post(source.screen_url("merge"), form)
    html = response.content.decode()
    assert response.status_code == 409
    assert "rédaction" in html
    assert "Martine" in html
    assert not PageMerge.objects.exists()


def test_an_edit_begun_before_is_given_back_and_put_into_the_other_page(
    source: Page, target: Page, editor: User, as_contributor: Client
) -> None:
    form = {"title": source.title, "body": f"{source.body}\n\nMa phrase à moi.", "base_version": "1"}
    merge_pages(source, target, by=editor)
    refused = as_contributor.post(source.screen_url("edit"), form)
    assert refused.status_code == 422
    assert "Ma phrase à moi." in refused.content.decode()
    assert 'name="follow"' in refused.content.decode()
    followed = as_contributor.post(source.screen_url("edit"), form | {"follow": "1"}).content.decode()
    assert "Ma phrase à moi." in followed
    assert "Un début." in followed
    assert 'name="base_version" value="2"' in followed


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_merged_while_somebody_saves_it_loses_nothing(
    source: Page, target: Page, editor: User, colleague: User
) -> None:
    def save() -> str:
        try:
            page = Page.objects.get(pk=source.pk)
            page.revise(title=page.title, body=f"{source.body}\n\nAu dernier moment.", author=colleague, base_version=1)
        except PageMerged:
            return "refused"
        finally:
            connection.close()
        return "saved"

    def merge() -> None:
        try:
            merge_pages(Page.objects.get(pk=source.pk), Page.objects.get(pk=target.pk), by=editor)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        saved, merged = pool.submit(save), pool.submit(merge)
        merged.result()
    target.refresh_from_db()
    assert ("Au dernier moment." in target.body) is (saved.result() == "saved")


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_merge_it_once(source: Page, target: Page, editor: User) -> None:
    def merge(_number: int) -> str:
        try:
            merge_pages(Page.objects.get(pk=source.pk), Page.objects.get(pk=target.pk), by=editor)
        except NotMerged:
            return "refused"
        finally:
            connection.close()
        return "merged"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(merge, range(2))) == ["merged", "refused"]
    target.refresh_from_db()
    assert (target.version, PageMerge.objects.count()) == (2, 1)


def test_what_is_tied_to_a_page_at_the_moment_of_its_merge_is_tied_to_the_page_that_stays(
    source: Page, target: Page, editor: User
) -> None:
    question = Question.objects.ask(text="Faut-il raccrocher ?", theme=source.theme, by=editor)
    video = make_video(source.theme)
    read_before = Page.objects.get(pk=source.pk)
    merge_pages(source, target, by=editor)
    assert question.answer_with(read_before, by=editor).page == target
    assert question.answer_with(target, by=editor).page == target
    assert VideoPage.objects.link(video, read_before, by=editor).page == target
