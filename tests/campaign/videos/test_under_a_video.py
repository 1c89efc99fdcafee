"""What is said and asked under a video: it names the video wherever it is listed, and goes out of sight with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from campaign.models import Video
from contributions import video_pages
from contributions.comments.kinds import VideoWithdrawn
from contributions.models import Comment, Page, Patrol, Question, VideoPage
from guide.decisions.models import Submission
from guide.desk.waiting import DeskList, rows_of
from tests import factories
from tests.campaign.videos.made import make_video
from tests.sending import loaded
from themes.models import Theme

pytestmark = pytest.mark.django_db

WORDS = "Je raccroche toujours, puis je rappelle."
TITLE = "Le clic de trop"


@pytest.fixture
def theme() -> Theme:
    return factories.create_theme()


@pytest.fixture
def video(theme: Theme) -> Video:
    return make_video(theme)


@pytest.fixture
def comment(video: Video, contributor: User) -> Comment:
    return Comment.objects.write(theme=video.theme, video=video, body=WORDS, author=contributor)


@pytest.mark.once
def test_a_contributor_says_something_under_a_video(as_contributor: Client, video: Video) -> None:
    answer = as_contributor.post(f"/videos/{video.pk}/say/", {"body": WORDS})
    comment = Comment.objects.get()
    assert answer["Location"] == f"{video.get_absolute_url()}?sent={comment.pk}#comment-{comment.pk}"
    assert (comment.video, comment.theme, comment.page) == (video, video.theme, None)
    assert WORDS in as_contributor.get(video.get_absolute_url()).text


def test_an_answer_stands_under_the_video_of_what_it_answers(
    as_contributor: Client, comment: Comment, video: Video
) -> None:
    as_contributor.post(f"/contributions/{comment.pk}/answer/", {"body": "Moi aussi."})
    assert Comment.objects.get(reply_to=comment).video == video
    assert "Moi aussi." in as_contributor.get(video.get_absolute_url()).text


@pytest.mark.once
def test_it_does_not_stand_under_the_question_itself(as_contributor: Client, comment: Comment, theme: Theme) -> None:
    for address in (theme.get_absolute_url(), f"{theme.get_absolute_url()}talk/"):
        assert WORDS not in as_contributor.get(address).text
    assert Comment.objects.number_under(theme) == 0


@pytest.mark.once
def test_every_list_names_the_video(
    as_contributor: Client, as_editor: Client, comment: Comment, contributor: User
) -> None:
    for address in ("/", "/recent-changes/", f"/contributors/{contributor.handle}/", comment.get_absolute_url()):
        assert TITLE in as_contributor.get(address).text, address
    assert TITLE in as_contributor.get("/feeds/changes.atom").text
    assert TITLE in as_editor.get(f"/curation/?text=comment-{comment.pk}").text
    assert comment.place_url == f"{comment.video.get_absolute_url()}#comment-{comment.pk}"


@pytest.mark.once
def test_it_goes_out_of_sight_with_its_video(
    as_contributor: Client, as_editor: Client, sign_in: Any, comment: Comment, video: Video, editor: User
) -> None:
    others = sign_in(factories.create_user(username="zoe"))
    addresses = ["/", "/recent-changes/", comment.get_absolute_url(), "/feeds/changes.atom"]
    assert all(TITLE in others.get(address).text for address in addresses)
    video_pages.withdraw(video, reason="Une erreur", by=editor)
    assert not any(TITLE in others.get(address).text for address in addresses)
    assert WORDS in as_editor.get(video.get_absolute_url()).text
    video_pages.show(video, by=editor)
    assert all(TITLE in others.get(address).text for address in addresses)


@pytest.mark.parametrize("listed", [DeskList.READ, DeskList.DECIDE])
def test_the_desk_does_not_list_it_while_its_video_is_withdrawn(
    listed: DeskList, comment: Comment, video: Video, editor: User
) -> None:
    Submission.objects.of(comment)
    Patrol.objects.create(comment=comment, version=1, written_at=comment.created_at)
    assert rows_of(listed, None).get().comment == comment
    video_pages.withdraw(video, reason="Une erreur", by=editor)
    assert not rows_of(listed, None).exists()
    video_pages.show(video, by=editor)
    assert rows_of(listed, None).exists()


@pytest.mark.once
def test_a_text_for_a_video_that_was_withdrawn_is_given_back(
    as_contributor: Client, video: Video, comment: Comment, editor: User
) -> None:
    video_pages.withdraw(video, reason="Une erreur", by=editor)
    answer = as_contributor.post(f"/videos/{video.pk}/say/", {"body": "Un autre mot."})
    assert answer.status_code == 422 and "Un autre mot." in answer.text and TITLE not in answer.text
    with pytest.raises(VideoWithdrawn):
        Comment.objects.write(theme=video.theme, reply_to=comment, body="Moi aussi.", author=editor)
    with pytest.raises(VideoWithdrawn):
        comment.revise_text(body="Autre.", author=comment.author, base_version=1)
    with pytest.raises(VideoWithdrawn):
        Comment.objects.get(pk=comment.pk).resolve(by=editor)
    assert as_contributor.post("/videos/999/say/", {"body": "x"}).status_code == 404


def test_commenting_follows_the_calendar(as_contributor: Client, video: Video) -> None:
    factories.close_writing()
    answer = as_contributor.post(f"/videos/{video.pk}/say/", {"body": WORDS})
    assert answer.status_code == 422 and not Comment.objects.exists()


def test_a_comment_stands_in_one_place(comment: Comment, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(page=page)


@pytest.mark.once
def test_a_question_remembers_the_video_under_which_it_was_asked(as_contributor: Client, video: Video) -> None:
    asking = f"/questions/ask/?theme={video.theme.slug}&amp;video={video.pk}"
    assert asking in as_contributor.get(video.get_absolute_url()).text
    assert f'name="video" value="{video.pk}"' in as_contributor.get(asking.replace("&amp;", "&")).text
    sent = {"text": "Comment reconnaître le vrai ?", "theme": video.theme.pk, "video": video.pk}
    as_contributor.post("/questions/ask/", sent)
    question = Question.objects.get()
    assert question.video == video
    assert question.text in as_contributor.get(video.get_absolute_url()).text
    for address in (question.get_absolute_url(), "/questions/"):
        assert f'href="{video.get_absolute_url()}"' in as_contributor.get(address).text


@pytest.mark.once
@pytest.mark.parametrize("key", ["", "0", "-1", "x", "9" * 30, "999"])
def test_a_video_that_is_not_there_is_left_out_of_a_question(as_contributor: Client, theme: Theme, key: str) -> None:
    assert as_contributor.get(f"/questions/ask/?video={key}").status_code == 200
    as_contributor.post("/questions/ask/", {"text": "Et alors ?", "theme": theme.pk, "video": key})
    assert Question.objects.get().video is None


def test_a_question_made_of_a_comment_keeps_its_video(as_contributor: Client, comment: Comment) -> None:
    sent = {"text": "Faut-il raccrocher ?", "theme": comment.theme.pk}
    as_contributor.post(f"/contributions/{comment.pk}/ask/", sent)
    assert Question.objects.get().video == comment.video


def test_a_withdrawn_video_is_not_named_beside_its_questions(
    as_contributor: Client, video: Video, contributor: User, editor: User
) -> None:
    question = Question.objects.ask(text="Et alors ?", theme=video.theme, by=contributor, video=video)
    video_pages.withdraw(video, reason="Une erreur", by=editor)
    assert TITLE not in as_contributor.get(question.get_absolute_url()).text


@pytest.mark.once
def test_an_editor_says_to_which_pages_a_video_leads(
    as_contributor: Client, as_editor: Client, video: Video, contributor: User, editor: User
) -> None:
    page = factories.create_page(author=contributor)
    factories.create_tip(number=6, page=page, by=editor)
    assert as_editor.post(f"/videos/{video.pk}/pages/", {"page": "Rien de tel"}).status_code == 422
    for _twice in range(2):
        as_editor.post(f"/videos/{video.pk}/pages/", {"page": page.title})
    assert VideoPage.objects.get().page == page
    text = as_contributor.get(video.get_absolute_url()).text
    assert page.get_absolute_url() in text and "Dans le guide, conseil 6" in text
    Page.objects.get(pk=page.pk).hide(reason="Un essai", by=editor)
    assert page.get_absolute_url() not in as_contributor.get(video.get_absolute_url()).text


@pytest.mark.once
def test_the_form_of_a_video_names_the_pages_to_which_it_leads(
    as_editor: Client, video: Video, contributor: User
) -> None:
    titles = [factories.create_page(author=contributor, title=title).title for title in ("Un appel", "Un autre appel")]
    path = f"/videos/{video.pk}/edit/"

    def leading(*lines: str) -> Any:
        sent = loaded(as_editor, path) | {"pages": ["\r\n".join(lines)]}
        return as_editor.post(path, sent)

    assert leading(titles[0], "", f" {titles[1].upper()} ").status_code == 302
    assert sorted(link.page.title for link in VideoPage.objects.all()) == titles
    assert loaded(as_editor, path)["pages"] == ["\n".join(titles)]
    assert leading(titles[1]).status_code == 302
    assert VideoPage.objects.get().page.title == titles[1]
    refused = leading(titles[0], "<script>alert(1)</script>")
    assert refused.status_code == 422 and 'id="id_pages_error"' in refused.text
    assert "<script>alert" not in refused.text and VideoPage.objects.get().page.title == titles[1]
    assert leading().status_code == 302 and not VideoPage.objects.exists()


def test_an_editor_takes_a_page_away_again(as_editor: Client, video: Video, contributor: User, editor: User) -> None:
    page = factories.create_page(author=contributor)
    VideoPage.objects.link(video, page, by=editor)
    for key in ("x", page.pk, page.pk):
        assert as_editor.post(f"/videos/{video.pk}/pages/remove/", {"page": key}).status_code == 302
    assert not VideoPage.objects.exists()


def test_a_hidden_page_is_not_linked(video: Video, contributor: User, editor: User) -> None:
    page = factories.create_page(author=contributor)
    page.hide(reason="Un essai", by=editor)
    with pytest.raises(ValidationError):
        VideoPage.objects.link(video, page, by=editor)
