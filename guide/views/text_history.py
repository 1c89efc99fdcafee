"""The versions of texts of the guide, on the screens that pages have."""

from __future__ import annotations

from contributions.revision_views import Fact, RevisionScreens
from guide.sections import Section, SectionRevision
from guide.self_check.answers_in_words import answers_in_words
from guide.tips.models import Tip, TipRevision


class TipRevisions(RevisionScreens[Tip]):
    frame = "guide/desk/_revisions.html"

    def facts(self, older: TipRevision, newer: TipRevision) -> list[Fact]:
        """Whether the tip went to another place, and whether what a colleague says beside it changed."""
        return [
            Fact("place", str(older.number or ""), str(newer.number or "")),
            Fact("quotation", older.quote, newer.quote),
        ]


class SectionRevisions(RevisionScreens[Section]):
    frame = "guide/desk/_revisions.html"

    def facts(self, older: SectionRevision, newer: SectionRevision) -> list[Fact]:
        """What a self-check says besides its words: the safe answers, the tips, and for which kinds each question is asked."""
        return [Fact("answers", answers_in_words(older.self_check), answers_in_words(newer.self_check))]
