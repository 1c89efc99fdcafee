"""What has happened since the first edition came out: sources that moved, a tip in review, candidates for a free place."""

from __future__ import annotations

from common.markup import TextQuote, text_quote
from contributions.models import Page, Passage
from demo.blocks import changed
from demo.discussions import AnswerContent, Approval, CandidateContent, Desk, InReview, LateRevision, Suggestion, Vote
from demo.later_translations import go_on_translating
from demo.stage import Stage
from guide.drift import answers
from guide.drift.detection import check_source
from guide.models import Candidate as Shortlisted
from guide.models import Poll, Remark, ReviewLink, Source, Tip
from guide.reviewing import remarks, steps


def begin_the_next(desk: Desk, stage: Stage) -> None:
    for late in sorted(desk.late_revisions, key=lambda late: late.when):
        revise_a_source(late, stage)
    for contradiction in desk.contradictions:
        answers.sync_contradictions(stage.comments[contradiction.key].pk, at=stage.at(contradiction.when))
    while answers.check_late_sources():
        pass
    for approval in desk.approvals:
        go_on(approval, desk.in_review, stage)
    review(desk.in_review, stage)
    shortlisted = {candidate.page: shortlist(candidate, stage) for candidate in desk.candidates}
    for vote in desk.votes:
        hold(vote, shortlisted, stage)
    go_on_translating(stage)


def revise_a_source(late: LateRevision, stage: Stage) -> None:
    page = Page.objects.get(pk=stage.pages[late.page].pk)
    page.record_revision(
        body=changed(page.body, late.changes),
        author=stage.people[late.author],
        base_version=page.version,
        summary=late.summary,
        at=stage.at(late.when),
    )
    for source in Source.objects.filter(page=page):
        check_source(source.pk, why="edited", at=stage.at(late.when))


def go_on(approval: Approval, in_review: InReview, stage: Stage) -> None:
    """A tip that the editors have opened again since, or that had to be."""
    if approval.since is None:
        return
    tip = stage.tips[approval.tip]
    tip.refresh_from_db()
    by = stage.people[approval.author]
    steps.begin_again(tip, by=by, at=stage.at(approval.since))
    if approval.tip == in_review.tip:
        tip.refresh_from_db()
        due = stage.at(in_review.deadline).date()
        steps.ask_for_review(tip, by=by, due=due, note=in_review.words, at=stage.at(in_review.sent))


def review(in_review: InReview, stage: Stage) -> None:
    tip = Tip.objects.get(pk=stage.tips[in_review.tip].pk)
    links = {}
    for link in in_review.links:
        days = (link.expires - link.when).days
        at, by = stage.at(link.when), stage.people[link.made_by]
        links[link.name], _token = ReviewLink.objects.make(tip, name=link.name, days=nearest(days), by=by, at=at)
    for suggestion in in_review.suggestions:
        suggest(tip, suggestion, links, stage)
    for comment in in_review.remarks:
        remarks.remark(
            tip,
            about=place_of(comment.passage, tip),
            version=tip.version,
            body=comment.text,
            by=stage.people.get(comment.by),
            link=links.get(comment.by),
            at=stage.at(comment.when),
        )


def nearest(days: int) -> int:
    """A link is valid for one of a few numbers of days."""
    return min((3, 7, 14, 30), key=lambda offered: abs(offered - days))


def place_of(words: str, tip: Tip) -> TextQuote:
    start = tip.body.index(words)
    return text_quote(tip.body, start, start + len(words))


def suggest(tip: Tip, suggestion: Suggestion, links: dict[str, ReviewLink], stage: Stage) -> None:
    remark = remarks.remark(
        tip,
        about=place_of(suggestion.old, tip),
        version=tip.version,
        body=suggestion.why,
        replacement=suggestion.new,
        by=stage.people.get(suggestion.by),
        link=links.get(suggestion.by),
        at=stage.at(suggestion.when),
    )
    if suggestion.answer:
        settle(remark, suggestion.answer, stage)


def settle(remark: Remark, answer: AnswerContent, stage: Stage) -> None:
    by, at = stage.people[answer.by], stage.at(answer.when)
    if answer.taken_over:
        remarks.take_over(remark, by=by, at=at)
    else:
        remarks.refuse(remark, by=by, why=answer.words, at=at)


def shortlist(candidate: CandidateContent, stage: Stage) -> Shortlisted:
    page = Page.objects.get(pk=stage.pages[candidate.page].pk)
    at = stage.at(candidate.when)
    what = Passage.objects.at(page, exact=candidate.passage, at=at) if candidate.passage else page
    by = stage.people[candidate.shortlisted_by]
    return Shortlisted.objects.shortlist(what, by=by, place=candidate.place, at=at)


def hold(vote: Vote, shortlisted: dict[str, Shortlisted], stage: Stage) -> None:
    poll = Poll.objects.begin(
        next(iter(shortlisted.values())).theme,
        place=vote.place,
        candidates=shortlisted.values(),
        by=stage.people[vote.asked_by],
        closes_at=stage.at(vote.closes),
        at=stage.at(vote.opens),
    )
    for ballot in vote.ballots:
        if ballot.when:
            ranks = [[shortlisted[page].pk] for page in ballot.ranking]
            poll.cast(ranks, by=stage.people[ballot.by], at=stage.at(ballot.when))
