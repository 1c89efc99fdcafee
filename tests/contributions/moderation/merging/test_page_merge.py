"""Two pages become one: text, address, links, what hangs on them; and it is undone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import ForeignObjectRel
from django.test import Client

from accounts.models import Attribution, User
from contributions.models import (
    Comment,
    Endorsement,
    Incorporation,
    LogEntry,
    Page,
    PageMerge,
    Passage,
    Question,
    VideoPage,
)
from contributions.moderation.merging.errors import MergeConflict, NotMerged
from contributions.moderation.merging.merge import merge_pages
from contributions.moderation.merging.proposal import proposal
from contributions.moderation.merging.unmerge import restore
from contributions.pages import related_rows
from contributions.pages.errors import PageMerged
from guide.models import Nomination, Tip
from tests import factories
from tests.campaign.videos.made import make_video

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db: None) -> User:
    return factories.create_user(username="yves", last_name="Kerbrat")


@pytest.fixture
def source(colleague: User) -> Page:
    body = "Une même phrase.\n\n## Que faire\n\nRaccrocher.\n\n## À qui le dire\n\nÀ son chef."
    return factories.create_page(title="Le faux appel", body=body, author=colleague)


@pytest.fixture
def target(contributor: User) -> Page:
    body = "Un début.\n\nUne même phrase.\n\n## Que faire\n\nRappeler."
    return factories.create_page(title="Le faux technicien", body=body, author=contributor)


def test_the_proposal_joins_sections_of_one_name_and_says_nothing_twice(source: Page, target: Page) -> None:
    assert proposal(source, target) == (
        "Un début.\n\nUne même phrase.\n\n## Que faire\n\nRappeler.\n\nRaccrocher.\n\n## À qui le dire\n\nÀ son chef."
    )


def test_one_revision_credits_both_authors(source: Page, target: Page, editor: User) -> None:
    merge_pages(source, target, by=editor, summary="Le même sujet")
    target.refresh_from_db()
    row = target.revision(2)
    assert (row.act, row.summary, row.author) == ("took_in", "Le même sujet", editor)
    assert [author["name"] for author in target.byline] == ["Martine L.", "Yves K.", "Laurent C."]
    merge = PageMerge.objects.get()
    assert (merge.source, merge.source_version, merge.target, merge.target_version) == (source, 1, target, 2)
    assert list(LogEntry.objects.values_list("act", "page")) == [("merge", source.pk)]


def test_the_name_of_a_credited_author_follows_her_choice(
    source: Page, target: Page, editor: User, colleague: User
) -> None:
    merge_pages(source, target, by=editor)
    colleague.choose_attribution(Attribution.ANONYMOUS)
    target.refresh_from_db()
    assert [bool(author.get("is_anonymous")) for author in target.byline] == [False, True, False]


@pytest.mark.once
def test_address_title_and_links_lead_to_the_other_page(
    source: Page, target: Page, editor: User, contributor: User, as_contributor: Client
) -> None:
    linking = factories.create_page(title="Un renvoi", body="Lire [[Le faux appel]].", author=contributor)
    address = source.get_absolute_url()
    merge_pages(source, target, by=editor)
    assert as_contributor.get(address)["Location"] == target.get_absolute_url()
    assert as_contributor.get(f"{address}edit/")["Location"] == target.screen_url("edit")
    linking.refresh_from_db()
    assert f'href="{target.get_absolute_url()}"' in linking.body_html
    assert linking.title in as_contributor.get(target.screen_url("links")).content.decode()
    assert "Le faux appel" not in str(as_contributor.get("/wiki-titles/?q=faux").json())


@pytest.mark.once
def test_its_history_stays_readable_at_its_old_address(
    source: Page, target: Page, editor: User, colleague: User, as_contributor: Client, as_editor: Client
) -> None:
    factories.edit_page(source, "Un texte plus court.", author=colleague)
    merge_pages(source, target, by=editor)
    for screen in ("history/", "revisions/1/", "diff/?older=1&newer=2"):
        html = as_contributor.get(
            source.get_absolute_url() + screen, headers={"accept-language": "en"}
        ).content.decode()
        assert 'This page has been merged into “<span lang="fr">Le faux technicien</span>”.' in html
    assert source.screen_url("restore") in as_editor.get(source.screen_url("history")).content.decode()
    assert source.screen_url("revisions/2") in as_contributor.get(target.screen_url("history")).content.decode()


@pytest.mark.parametrize("screen", ["revert", "undo", "move", "hide", "protect", "split"])
def test_what_is_asked_of_a_merged_page_is_not_done_to_the_other(
    source: Page, target: Page, editor: User, as_editor: Client, screen: str
) -> None:
    merge_pages(source, target, by=editor)
    form = {"version": "1", "reason": "Doublon", "title": "Autre", "theme": source.theme_id}
    assert as_editor.post(source.screen_url(screen), form)["Location"] == target.get_absolute_url()
    target.refresh_from_db()
    assert (target.version, target.is_hidden, target.is_protected) == (2, False, False)


@pytest.mark.once
def test_a_hidden_target_hides_the_history_of_what_it_took_in(
    source: Page, target: Page, editor: User, as_contributor: Client, as_editor: Client
) -> None:
    merge_pages(source, target, by=editor)
    target.hide(reason="Confidentiel", by=editor)
    assert as_contributor.get(source.screen_url("revisions/1")).status_code == 404
    assert as_contributor.get(source.get_absolute_url()).status_code == 404
    assert as_editor.get(source.screen_url("revisions/1")).status_code == 200
    target.show(by=editor)
    assert as_contributor.get(source.screen_url("revisions/1")).status_code == 200


def test_what_hangs_on_it_goes_over_and_one_person_counts_once(
    source: Page, target: Page, editor: User, contributor: User, colleague: User
) -> None:
    comment = factories.create_comment(page=source, author=contributor)
    answer = factories.create_comment(page=source, author=colleague, reply_to=comment)
    third = factories.create_user(username="chloe", last_name="Riou")
    for page, person in ((source, third), (target, third), (source, editor)):
        Endorsement.objects.endorse(page, by=person)
    question = Question.objects.ask(text="Que faire d’un faux appel ?", theme=source.theme, by=third)
    question.answer_with(source, by=contributor)
    merge_pages(source, target, by=editor)
    assert set(Comment.objects.about(target)) == {comment, answer}
    assert {one.person for one in Endorsement.objects.of(target)} == {third, editor}
    assert [answer.page for answer in question_answers(question)] == [target]
    question.refresh_from_db()
    assert question.answer_count == 1
    target.refresh_from_db()
    assert target.standing.useful == 2


def question_answers(question: Question) -> list:
    return list(apps.get_model("contributions", "QuestionAnswer").objects.filter(question=question))


def test_those_who_agree_with_one_sentence_in_both_pages_meet(
    source: Page, target: Page, editor: User, contributor: User, colleague: User
) -> None:
    passages = [Passage.objects.at(page, exact="Une même phrase.") for page in (source, target)]
    third = factories.create_user(username="chloe", last_name="Riou")
    for passage, person in zip([*passages, passages[0]], [third, third, editor], strict=True):
        Endorsement.objects.endorse(passage, by=person)
    nuance = factories.create_comment(page=source, author=contributor, passage=passages[0])
    merge_pages(source, target, by=editor)
    meeting = Passage.objects.of(target).get(exact="Une même phrase.")
    nuance.refresh_from_db()
    if passages[0].key == passages[1].key:
        assert {one.person for one in Endorsement.objects.of(meeting)} == {third, editor}
        assert nuance.passage == meeting
    assert nuance.page == target


@pytest.mark.once
def test_what_the_page_had_taken_up_is_not_taken_up_again(
    source: Page, target: Page, editor: User, contributor: User, as_contributor: Client
) -> None:
    comment = factories.create_comment(page=source, author=contributor, body="Je demande toujours un rappel.")
    first = comment.incorporate(page=source, by=editor)
    source.refresh_from_db()
    merge_pages(source, target, by=editor)
    comment.refresh_from_db()
    assert comment.incorporate(page=target, by=contributor) == first
    assert Incorporation.objects.count() == 1
    assert as_contributor.get(first.get_absolute_url()).status_code == 200
    target.refresh_from_db()
    assert target.body.count("Je demande toujours un rappel.") == 1
    assert target.screen_url("revisions/2") in as_contributor.get(target.get_absolute_url()).content.decode()


def test_nominations_and_tips_lead_to_the_page_that_stays(
    source: Page, target: Page, editor: User, contributor: User, as_editor: Client
) -> None:
    Nomination.objects.nominate(source, by=contributor, reason="Utile à tous.")
    merge_pages(source, target, by=editor)
    html = as_editor.get("/curation/places/").content.decode()
    assert "Le faux technicien" in html
    assert "Utile à tous." in html
    assert "Le faux appel" not in html
    tip = factories.create_tip(number=6, page=target, by=editor)
    assert list(Tip.objects.resting_on(target)) == [tip]


def test_a_tip_that_rests_on_a_merged_page_is_the_tip_of_the_other_and_keeps_its_source(
    source: Page, target: Page, editor: User, as_editor: Client
) -> None:
    tip = factories.create_tip(number=6, page=source, by=editor)
    merge_pages(source, target, by=editor)
    assert list(Tip.objects.resting_on(target)) == [tip]
    assert as_editor.get(tip.sources.get().get_absolute_url()).status_code == 200


def test_undoing_it_brings_everything_back(
    source: Page,
    target: Page,
    editor: User,
    contributor: User,
    colleague: User,
    as_editor: Client,
    as_contributor: Client,
) -> None:
    comment = factories.create_comment(page=source, author=contributor)
    Endorsement.objects.endorse(source, by=editor)
    merge_pages(source, target, by=editor)
    as_editor.post(source.screen_url("restore"))
    source.refresh_from_db()
    target.refresh_from_db()
    comment.refresh_from_db()
    assert (source.merged_into, comment.page) == (None, source)
    assert Endorsement.objects.of(source).count() == 1
    assert "Yves K." not in [author["name"] for author in target.byline]
    assert as_contributor.get(source.get_absolute_url()).status_code == 200
    assert list(LogEntry.objects.order_by("pk").values_list("act", flat=True)) == ["merge", "unmerge"]
    with pytest.raises(ValidationError):
        restore(source, by=editor)
    merge_pages(source, target, by=editor)  # and again
    assert PageMerge.objects.count() == 2


@pytest.mark.once
def test_a_page_that_is_merged_on_takes_what_it_had_taken_in_along(
    source: Page, target: Page, editor: User, as_contributor: Client
) -> None:
    last = factories.create_page(title="La dernière", author=editor)
    merge_pages(source, target, by=editor)
    merge_pages(target, last, by=editor)
    assert as_contributor.get(source.get_absolute_url())["Location"] == last.get_absolute_url()
    restore(target, by=editor)
    assert as_contributor.get(source.get_absolute_url())["Location"] == target.get_absolute_url()


def test_what_cannot_be_merged_is_refused(source: Page, target: Page, editor: User) -> None:
    with pytest.raises(NotMerged):
        merge_pages(source, Page.objects.get(pk=source.pk), by=editor)
    target.hide(reason="Doublon", by=editor)
    with pytest.raises(NotMerged):
        merge_pages(source, target, by=editor)
    target.show(by=editor)
    merge_pages(source, target, by=editor)
    with pytest.raises(NotMerged):
        merge_pages(target, source, by=editor)


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


def test_what_is_said_under_the_old_address_is_said_under_the_new_page(
    source: Page, target: Page, editor: User, as_contributor: Client
) -> None:
    merge_pages(source, target, by=editor)
    as_contributor.post(source.screen_url("say"), {"body": "Je le dis ici."})
    assert Comment.objects.get().page == target


@pytest.mark.once
def test_the_screen_chooses_shows_both_and_merges(source: Page, target: Page, as_editor: Client) -> None:
    path = source.screen_url("merge")
    assert target.title in as_editor.get(path).content.decode()
    assert as_editor.get(f"{path}?into=Personne").status_code == 422
    assert as_editor.get(f"{path}?into={source.title}").status_code == 422
    html = as_editor.get(path, {"into": target.title}).content.decode()
    assert "À son chef." in html
    assert "data-editor" in html
    form = {"into": target.title, "body": "Un seul texte.", "source_version": "1", "target_version": "1"}
    assert as_editor.post(path, form | {"preview": "1"}).status_code == 200
    assert as_editor.post(path, form)["Location"] == target.get_absolute_url()
    target.refresh_from_db()
    assert target.body == "Un seul texte."


def test_every_table_that_names_a_page_has_its_place() -> None:
    named = {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in Page._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many
    }
    own = {name for name in named if name.startswith("contributions.")}
    missing = own - related_rows.GOES.keys() - related_rows.STAYS
    assert not missing, "name it in GOES or in STAYS: contributions/pages/related_rows.py"
    left = (related_rows.GOES.keys() | related_rows.STAYS) - named
    assert not left, "contributions/pages/related_rows.py names what is gone"


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
