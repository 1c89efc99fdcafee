"""Gathers what the checklist asks, of one tip or of all of them, in a constant number of queries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, Q

from accounts.models import User
from campaign.languages import first_language
from guide.drift.models import Drift
from guide.glossary.linking import words_found, words_of_glossary
from guide.reviewing import checks, consents, link_targets
from guide.reviewing.checks import ChecklistItem, TipFacts
from guide.reviewing.models import Consent, Remark
from guide.sources.models import Source, Tie
from guide.tips.models import Tip

MOST_NAMES = 2_000
LONGEST_SURNAME = 3  # words
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


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
    links = link_targets.check_links({address for tip in tips for address in checks.addresses_in(tip.body_html)})
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
    words = {tip.pk: _WORD.findall(tip.body) for tip in tips}
    capitals = {word for some in words.values() for word in some if word[0].isupper()}
    surnames = {name for some in words.values() for name in _runs(some)}
    people = _people(capitals, surnames)
    return {tip.pk: _named(" ".join(words[tip.pk]), people, except_for=_agreed(tip)) for tip in tips}


def _runs(words: list[str]) -> set[str]:
    """What may be a surname: one to three words, the last of which begins with a capital."""
    ends = [at for at, word in enumerate(words) if word[0].isupper()]
    return {" ".join(words[max(0, at - n) : at + 1]) for at in ends for n in range(LONGEST_SURNAME)}


def _people(first: set[str], last: set[str]) -> list[tuple[int, str, str]]:
    if not first or not last:
        return []
    rows = User.objects.filter(~Q(first_name=""), ~Q(last_name=""), first_name__in=first, last_name__in=last)
    return list(rows.values_list("pk", "first_name", "last_name")[:MOST_NAMES])


def _named(text: str, people: list[tuple[int, str, str]], *, except_for: int | None) -> tuple[str, ...]:
    text = f" {text} "
    found = (f"{first} {last}" for pk, first, last in people if pk != except_for and _stands(text, first, last))
    return tuple(sorted(set(found)))


def _stands(text: str, first: str, last: str) -> bool:
    return f" {first} {last} " in text or f" {last} {first} " in text


def _agreed(tip: Tip) -> int | None:
    consent = consents.of(tip)
    return consent.person_id if consent and consent.state == Consent.State.GIVEN else None
