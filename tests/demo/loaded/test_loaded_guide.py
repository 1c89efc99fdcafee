"""What of the guide stands in the site once the demo campaign is loaded: its tips, its editions, and the desk."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from contributions.history_models import Act
from contributions.models import Comment, Image, Page, Patrol
from demo import content
from demo.pictures.placement import read_pictures
from guide.editions import language_status
from guide.models import (
    Candidate,
    Consent,
    Decision,
    Drift,
    Edition,
    Nomination,
    Poll,
    Section,
    Source,
    Submission,
    Tip,
)
from guide.publication.forms import FORMS
from guide.sources.evidence import evidence_of
from guide.sources.ties import provenance_of
from tests.demo.loaded.bare_texts import without_pictures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_demo")]


def test_twenty_tips_rest_on_the_passages_that_the_content_names(campaign: content.Campaign) -> None:
    assert [tip.number for tip in campaign.tips] == list(range(1, 21))
    tips = {tip.title: tip for tip in Tip.objects.all()}
    for tip in campaign.tips:
        loaded = tips[tip.title]
        assert (loaded.title, without_pictures(loaded.body), loaded.quote) == (tip.title, tip.text, tip.quote)
        passages = [source.passage for source in (*tip.sources, *tip.comments)] + [one.question for one in tip.asked]
        assert [source.passage for source in loaded.sources.all()] == passages


def test_a_source_names_the_version_in_which_its_passage_stands() -> None:
    for source in Source.objects.select_related("page", "comment", "question"):
        text = source.page or source.comment
        assert source.passage in (text.revision(source.version).body if text else source.question.text)


def test_the_work_on_the_guide_is_older_than_its_edition() -> None:
    edition = Edition.objects.get(number=1)
    later = tomllib.loads((content.FOLDER / "translations" / "later.toml").read_text("utf-8"))["change"]
    sections = Section.history.exclude(history_change_reason__in=[change["summary"] for change in later])
    assert Section.history.count() - sections.count() == len(later)
    dates = [row.date for row in Tip.history.exclude(act=Act.MOVED)] + [row.date for row in sections]
    dates += [
        *Source.objects.values_list("added_at", flat=True),
        *Nomination.objects.values_list("nominated_at", flat=True),
    ]
    assert max(dates) < edition.published_at


def test_every_section_is_written_by_an_editor() -> None:
    sections = Section.objects.in_order()
    assert len(sections) == 16
    assert [section.title for section in sections if not section.body] == ["Quatre notions pour commencer"]
    assert len(Section.objects.printed()) == 16
    assert {row.author.username for row in Section.history.exclude(history_user=None)} == {
        "editor",
        "catherine.lemoine",
    }


def test_pages_and_a_passage_are_nominated_and_five_pages_wait_for_a_place(campaign: content.Campaign) -> None:
    assert Nomination.objects.count() == len(campaign.nominations)
    assert Nomination.objects.open().values("page").distinct().order_by().count() == 5


def test_one_edition_is_published_and_the_next_is_in_draft() -> None:
    published, draft = Edition.objects.order_by("number")
    assert (published.number, published.status, draft.number, draft.status) == (1, "published", 2, "draft")
    assert published.published_by.username == "editor"
    assert timezone.localtime(published.published_at).date() == timezone.localdate() - timedelta(days=1)
    assert [tip.number for tip in published.guide.tips] == list(range(1, 21))


def test_the_next_edition_has_two_free_places_and_keeps_the_tips_that_stood_there(campaign: content.Campaign) -> None:
    assert {tip.number for tip in Tip.objects.placed()} == set(range(1, 21)) - {10, 20}
    assert {tip.title for tip in Tip.objects.unplaced()} == {campaign.tips[9].title, campaign.tips[19].title}


def test_the_web_page_is_written_and_the_other_forms_wait_for_the_worker(editions: Path) -> None:
    assert (editions / "current").read_text() == "1"
    assert (editions / "1" / "fr" / "index.html").stat().st_size > 20_000
    states = dict(Edition.objects.get(number=1).files.filter(language="fr").values_list("form", "state"))
    assert states == {form: "waiting" if FORMS[form].heavy else "ready" for form in FORMS}
    rows = DBTaskResult.objects.filter(task_path="guide.builds.build.make_file", status="READY")
    asked = {row.args_kwargs["args"][0] for row in rows}
    assert asked >= set(Edition.objects.get(number=1).files.filter(state="waiting").values_list("pk", flat=True))


def test_each_paragraph_of_each_tip_has_a_source_and_each_sentence_without_one_is_known(
    campaign: content.Campaign,
) -> None:
    editor = User.objects.get(username="editor")
    tips = {tip.title: tip for tip in Tip.objects.all()}
    for tip in campaign.tips:
        loaded = tips[tip.title]
        found = provenance_of(loaded, evidence_of(list(loaded.sources.all()), editor))
        written = [paragraph for paragraph in found.paragraphs if not paragraph.html.startswith("<figure")]
        assert [bool(paragraph.evidence) for paragraph in written] == [True] * len(tip.paragraphs())
        untied = [sentence for paragraph in tip.paragraphs() for sentence in paragraph if not tip.tied(sentence)]
        under_pictures = len(found.paragraphs) - len(written)
        assert len(found.without_source) == len(untied) + under_pictures, tip.number


def test_the_edition_shows_its_pictures_in_every_language_with_words_and_credits() -> None:
    edition = Edition.objects.get(number=1)
    assert Image.objects.count() == len(read_pictures())
    for language in edition.languages:
        guide = edition.guide_in(language)
        assert guide.cover and guide.cover.alt and guide.cover.credit
        assert all(chapter.illustration and chapter.illustration.alt for chapter in guide.chapters)
        shown = {tip.number: tip.html for tip in guide.tips if "<figure>" in tip.html}
        assert shown.keys() == {1, 7, 11}
        assert all('alt="' in html and "©" in html and "<figcaption>" in html for html in shown.values())
    assert len({edition.guide_in(language).tips[0].html.split('alt="')[1] for language in edition.languages}) == 4
    shown_on = Page.objects.filter(body_html__contains="<figure>").values_list("title", flat=True)
    assert len(shown_on) == 2


def test_every_page_and_comment_is_decided_about_but_a_dozen_that_nobody_has_read() -> None:
    assert Submission.objects.count() == Page.objects.count() + Comment.objects.count()
    undecided = Submission.objects.undecided()
    assert undecided.count() == 12
    assert not Decision.objects.filter(outcome="not_kept", reason=None).exists()
    waiting = {(row.page_id, row.comment_id) for row in Patrol.objects.waiting()}
    assert waiting == {(submission.page_id, submission.comment_id) for submission in undecided}


def test_the_desk_has_something_of_each_kind_to_do() -> None:
    changed = Drift.objects.filter(kind="changed", answer="")
    assert sorted(changed.values_list("source__tip__number", flat=True)) == [1, 18]
    assert Drift.objects.filter(kind="disputed", answer="").count() == 1
    in_review = Tip.objects.get(state="in_review")
    assert in_review.remarks.open().exclude(replacement=None).count() == 2
    assert Candidate.objects.open().filter(place=10).count() == 3
    assert Poll.objects.open().get().ballots.count() == 3
    assert set(Consent.objects.values_list("state", flat=True)) == {"given"}


def test_edition_1_comes_out_in_four_languages_complete_and_cites_what_a_library_words() -> None:
    edition = Edition.objects.published().get()
    assert edition.languages == ("fr", "en", "it", "ja")
    guides = {language: edition.guide_in(language) for language in edition.languages}
    for language, guide in guides.items():
        assert len(guide.tips) == 20 and not any(tip.language for tip in guide.tips), language
        assert not any(part.language for part in (*guide.sections, *guide.chapters)), language
        assert [bool(tip.quotation) for tip in guide.tips] == [bool(tip.quotation) for tip in guides["fr"].tips]
        assert (guide.imprint.place, guide.people, len(guide.bibliography)) == ("Nantes", guides["fr"].people, 6)
    assert len({guide.title for guide in guides.values()}) == 4
    assert language_status.undecided(Edition.objects.in_preparation()) == [
        "it"
    ]  # of which the next one is to be decided
