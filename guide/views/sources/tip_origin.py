"""Where a tip comes from, for everybody who reads the wiki: sentence by sentence, as it was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from accounts import access
from common import markup
from contributions.revision_html import revision_html
from guide.editions import Edition
from guide.editions.published_numbers import with_published_number
from guide.sources.evidence import evidence_of, sources_of
from guide.sources.ties import Provenance, provenance_in
from guide.tips.models import Tip, TipRevision


@dataclass(frozen=True)
class TipOrigin:
    """`edition` is the one whose wording this is; None for the working copy, which editors alone see."""

    tip: Tip
    title: str
    number: int | None
    edition: Edition | None
    provenance: Provenance


def origin_for(key: str, reader: access.Person) -> TipOrigin:
    """The tip that an address names: "7" by the place where readers found it, "id-12" wherever it stands.

    Readers get the wording of the current edition, for what is not published yet is not theirs to read: raises Http404 for
    a tip that is in none. Editors then get the working copy.
    """
    edition = Edition.objects.readable().for_lists().first()
    tip, revision = _named(key, edition, reader)
    if revision is None and not access.is_editor(reader):
        raise Http404
    evidence = evidence_of(list(sources_of(tip)), reader)
    ties = tip.ties.confirmed() if revision else tip.ties.confirmed().standing()
    text = revision or tip
    return TipOrigin(
        tip, text.title, text.number, edition if revision else None, provenance_in(_html(tip, revision), ties, evidence)
    )


def _named(key: str, edition: Edition | None, reader: access.Person) -> tuple[Tip, TipRevision | None]:
    """By its published place where there is one, else, for editors, by the one in the working copy."""
    tips = Tip.objects.select_related("theme")
    if not key.startswith("id-"):
        numbered: Any = with_published_number(tips)  # the types know no annotations
        published: Tip | None = numbered.filter(published_number=int(key)).first()
        if published is not None:
            return published, _published_revision(published, edition)
        if not access.is_editor(reader):
            raise Http404
    tip = tips.at(key).first()
    if tip is None:
        raise Http404
    return tip, _published_revision(tip, edition)


def _published_revision(tip: Tip, edition: Edition | None) -> TipRevision | None:
    """The tip as the edition has it; None where it is not in it. It was frozen at proof, but for what was taken in since."""
    if edition is None or edition.published_at is None:
        return None
    rows = TipRevision.objects.filter(id=tip.pk).order_by("-version")
    newest: TipRevision | None = rows.filter(history_date__lte=edition.proof_at or edition.published_at).first()
    if edition.steps.filter(what="taken_in").exists():
        frozen = next((one for one in edition.guide.tips if one.reference == tip.reference), None)
        since = rows.filter(history_date__lte=edition.published_at)
        newest = since.filter(title=frozen.title, body=frozen.text).first() if frozen else None
    return newest if newest and newest.number is not None else None


def _html(tip: Tip, revision: TipRevision | None) -> str:
    if revision is None or revision.body == tip.body:
        return tip.body_html
    try:
        return revision_html(tip, revision)
    except markup.RenderRefused:  # rather nothing than the working copy
        return ""
