"""Finds what an address of the desk names."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from contributions.revision_views import Fact, RevisionScreens
from guide.editions import Edition
from guide.sections import SELF_CHECK_KEY, Section, SectionRevision, split_key
from guide.self_check.forms import answers_in_words
from guide.tips.models import Tip, TipRevision


def get_tip(key: str) -> Tip:
    return get_object_or_404(Tip.objects.at(key).select_related("theme", "quoted_person"))


def get_section(key: str) -> Section:
    """The section that an address names; it is made, empty, where nobody has written it yet."""
    kind, position = split_key(key)
    if key == SELF_CHECK_KEY:
        return Section.objects.self_check()
    for section in Section.objects.in_order(with_removed=True):
        if (section.kind, section.position, section.key) == (kind, position, key):
            return section
    raise Http404


def edition_in_preparation(number: int) -> Edition:
    """The edition of this number, which is made when it is first asked for; raises Http404 for one that is out."""
    found = Edition.objects.in_preparation()
    if found.number != number:
        raise Http404
    return found


# The versions of texts of the guide, on the screens that pages have.


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
