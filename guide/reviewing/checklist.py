"""Gathers what the checklist asks, of one tip or of all of them, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count

from campaign.languages import first_language
from guide.drift.models import Drift
from guide.glossary.models import words_found, words_of_glossary
from guide.reviewing import checks, consents, fetching
from guide.reviewing.checks import ChecklistItem, TipFacts
from guide.reviewing.consents import Person, Words, people_in
from guide.reviewing.models import Consent, Remark
from guide.sources.models import Source, Tie
from guide.tips.models import Tip


def items_by_tip(tips: Collection[Tip]) -> dict[int, list[ChecklistItem]]:
    """The checklist of each; the tips come with their texts."""
    return {pk: checks.items_of(facts) for pk, facts in facts_of(tips).items()}


def problems_by_tip() -> dict[Tip, list[ChecklistItem]]:
    """What is to be mended in the guide in preparation, place by place; tips without a problem are not in it."""
    tips = list(Tip.objects.placed().select_related("theme", "quoted_person").prefetch_related("consents"))
    items = items_by_tip(tips)
    found = {tip: checks.problems(items[tip.pk]) for tip in tips}
    return {tip: problems for tip, problems in found.items() if problems}


def facts_of(tips: Collection[Tip]) -> dict[int, TipFacts]:
    keys = [tip.pk for tip in tips]
    ties = _ties(keys)
    sources = set(Source.objects.filter(tip__in=keys).values_list("tip", flat=True))
    remarks = _open_remarks(keys)
    alarms = _alarms(keys)
    names, glossary = _names_in(tips), words_of_glossary()
    links = fetching.check_links({address for tip in tips for address in checks.addresses_in(tip.body_html)})
    return {
        tip.pk: TipFacts(
            body=tip.body,
            html=tip.body_html,
            language=first_language(),
            ties=tuple(ties[tip.pk]),
            has_sources=tip.pk in sources,
            open_remarks=remarks.get(tip.pk, 0),
            alarms=alarms.get(tip.pk, 0),
            names=names[tip.pk],
            quote_waits=bool(tip.quote) and not consents.is_given(tip),
            broken=links.broken,
            inside=links.inside,
            glossary=tuple(term.words for term in words_found(tip.body_html, words=glossary)),
        )
        for tip in tips
    }


def _ties(keys: list[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Tie.objects.filter(tip__in=keys, is_lost=False).exclude(state=Tie.State.REFUSED)
    for tip, sentence in rows.values_list("tip", "sentence").distinct():
        found[tip].append(sentence)
    return found


def _alarms(keys: list[int]) -> dict[int, int]:
    waiting = Drift.objects.filter(source__tip__in=keys, answer="").exclude(kind=Drift.Kind.WORDING)
    rows = waiting.order_by().values("source__tip").annotate(n=Count("pk"))
    return {row["source__tip"]: row["n"] for row in rows}


def _open_remarks(keys: list[int]) -> dict[int, int]:
    rows = Remark.objects.open().filter(tip__in=keys).order_by().values("tip").annotate(n=Count("pk"))
    return {row["tip"]: row["n"] for row in rows}


def _names_in(tips: Collection[Tip]) -> dict[int, tuple[str, ...]]:
    """The full names of people of the site in each text, but for those who agreed to be quoted beside it. One query."""
    words = {tip.pk: Words(tip.body) for tip in tips}
    people = people_in(words.values())
    return {tip.pk: _named(words[tip.pk], people, except_for=_agreed(tip)) for tip in tips}


def _named(words: Words, people: list[Person], *, except_for: int | None) -> tuple[str, ...]:
    return tuple(sorted({person.name for person in people if person.key != except_for and words.name(person)}))


def _agreed(tip: Tip) -> int | None:
    consent = consents.of(tip)
    return consent.person_id if consent and consent.state == Consent.State.GIVEN else None
