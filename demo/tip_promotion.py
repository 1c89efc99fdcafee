"""The tips of the demo: promoted from a page, put into their own words, each sentence tied to what it rests on."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from contributions.models import Page, Question
from demo.content import Campaign
from demo.discussions import Desk
from demo.pictures.placement import illustrated
from demo.stage import Stage
from demo.tip_content import CommentSourceContent, QuestionSourceContent
from demo.tip_content import SourceContent as SourceOfContent
from demo.tip_content import TipContent as TipOfContent
from guide.candidates import closing
from guide.models import Candidate, Source, Tie, Tip
from guide.reviewing import consents
from guide.sources.querysets import sentences_in
from guide.tips.making import make_tip

BEFORE_THE_CHOICE = timedelta(hours=20)
BETWEEN_TWO = timedelta(minutes=7)
TO_SHORTEN_IT = timedelta(hours=2, minutes=35)
TO_QUOTE = timedelta(minutes=5)
TO_TIE = timedelta(minutes=20)


def promote_tips(campaign: Campaign, desk: Desk, stage: Stage) -> None:
    """Each tip is promoted the day after the last change of all that it rests on, and then put into its own words."""
    authors = {approval.tip: stage.people[approval.author] for approval in desk.approvals}
    for tip in campaign.tips:
        when = campaign.promoted(tip)
        stage.tips[tip.number] = promoted = promote_tip(tip, stage, by=authors[tip.number], when=when)
        tie_sentences(tip, promoted, stage, by=authors[tip.number], at=stage.at(when + TO_SHORTEN_IT + TO_TIE))


def promote_tip(tip: TipOfContent, stage: Stage, *, by: User, when: timedelta) -> Tip:
    first, at = tip.sources[0], stage.at(when)
    revision = stage.revision_at(first.page, at)
    candidates = shortlist(tip, stage, by=by, when=when)
    promoted = make_tip(revision, number=tip.number, by=by, passage=first.passage, at=at)
    choose(promoted, candidates, first.passage, by=by, at=at)
    written = stage.at(when + TO_SHORTEN_IT)
    body = illustrated(tip.text, f"tip {tip.number}", stage, by=by, at=written)
    promoted.revise(title=tip.title, body=body, author=by, base_version=1, summary="écrit pour le guide", at=written)
    for source in tip.sources[1:]:
        promoted.sources.add_passage(stage.revision_at(source.page, at), passage=source.passage, by=by, at=at)
    for comment in tip.comments:
        promoted.sources.add_passage(
            stage.comments[comment.comment].history.get(version=1), passage=comment.passage, by=by, at=at
        )
    for asked in tip.asked:
        promoted.sources.add_question(Question.objects.get(text=asked.question), by=by, at=at)
    if tip.quote:
        quote(tip, promoted, stage, by=by, at=written + TO_QUOTE)
    return promoted


def shortlist(tip: TipOfContent, stage: Stage, *, by: User, when: timedelta) -> list[Candidate]:
    """The page that the tip is made of, and the next one that it rests on, which was a candidate for its place too."""
    files = list(dict.fromkeys(source.page for source in tip.sources))[:2]
    return [
        Candidate.objects.shortlist(
            Page.objects.get(pk=stage.pages[file].pk),
            by=by,
            place=tip.number,
            at=stage.at(when - BEFORE_THE_CHOICE + place * BETWEEN_TWO),
        )
        for place, file in enumerate(files)
    ]


def choose(promoted: Tip, candidates: list[Candidate], passage: str, *, by: User, at: datetime) -> None:
    """What spoke for each of them is frozen; whoever was not chosen became a source."""
    chosen, *others = candidates
    closing.close_for_tip(promoted, chosen.text, passage, by=by, at=at, candidate=chosen)
    for other in others:
        other.refresh_from_db()
        if other.is_open:
            other.drop(by=by, why=f"Le conseil {promoted.number} s’appuie aussi sur ce texte.", at=at)


def quote(tip: TipOfContent, promoted: Tip, stage: Stage, *, by: User, at: datetime) -> None:
    """The colleague is asked whether her sentence may be printed, and says yes."""
    person = stage.people[tip.quoted]
    promoted.quote_person(text=tip.quote, person=person, by=by, at=at)
    asked = consents.of(promoted)
    if asked and tip.consent:
        consents.answer(asked, by=person, agrees=True, at=stage.at(tip.consent.given))


def tie_sentences(tip: TipOfContent, promoted: Tip, stage: Stage, *, by: User, at: datetime) -> None:
    sentences = sentences_in(promoted.body_html)
    rests_on: list[SourceOfContent | CommentSourceContent | QuestionSourceContent] = [
        *tip.sources,
        *tip.comments,
        *tip.asked,
    ]
    for source in rests_on:
        row = row_of(source, promoted, stage)
        for sentence in sentences:
            if sentence.startswith(tuple(source.ties)):
                Tie.objects.confirm(promoted, sentence=sentence, source=row, by=by, at=at)


def row_of(
    source: SourceOfContent | CommentSourceContent | QuestionSourceContent, promoted: Tip, stage: Stage
) -> Source:
    if isinstance(source, QuestionSourceContent):
        return promoted.sources.get(question__text=source.question)
    if isinstance(source, CommentSourceContent):
        return promoted.sources.get(comment=stage.comments[source.comment], passage=source.passage)
    return promoted.sources.get(page=stage.pages[source.page], passage=source.passage)
