"""What is measured of a crowd, by the names that ARGS, the results and the marks call it; and in which order it asks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random

from tests.benchmarks.parts import Place
from tests.benchmarks.wrk import Ask

READING = {
    "crowd-one": "one page and one person",
    "crowd-even": "1,000 pages evenly",
    "crowd-zipf": "all pages by Zipf's law",
    "crowd-home": "home",
    "crowd-list": "lists of questions",
    "crowd-changes": "recent changes",
    "crowd-history": "history of 200 revisions",
    "crowd-form": "edit form",
    "crowd-search-first": "search never asked before",
    "crowd-diff": "diff seen before",
    "crowd-diff-first": "diff first seen",
    "crowd-desk": "desk, by many editors",
}
RESTARTED = {"crowd-restart": "200 pages, the first time after a restart"}
MIXED = {
    "crowd-even-writes": "evenly, with a write for every twenty readings",
    "crowd-zipf-writes": "by Zipf's law, with a write for every twenty readings",
}
SAVING = {
    "crowd-beside": "4 editors saving beside 8 readers of their pages",
    "crowd-save": "form + save, 8 editors over 24 pages each",
    "crowd-save-equal": "the same, titles equally long",
}
CROWD = READING | RESTARTED | MIXED | SAVING
COLD = {
    "cold-page-10": "page with 10 comments, no cache",
    "cold-page-40": "page with 40 comments, no cache",
    "cold-home": "home, no cache",
    "cold-list": "list of a question, no cache",
    "cold-changes": "recent changes, no cache",
    "cold-history": "history of 200 revisions, no cache",
    "cold-form": "edit form, no cache",
    "cold-desk": "desk, no cache",
}
EVERY = CROWD | COLD
FIRST = {"crowd-diff-first", "crowd-search-first"}
"""What is asked for once and never again."""
LENGTH = 20_000
"""How many readings are drawn; whoever reads more begins again."""


def even(paths: Sequence[str], cookies: Sequence[str]) -> list[Ask]:
    """Each page once a round, in another order each time, by whoever comes."""
    chance, asks = Random("even"), list[Ask]()
    while len(asks) < LENGTH:
        asks += [Ask(path, chance.choice(cookies)) for path in chance.sample(paths, len(paths))]
    return asks


def zipf(paths: Sequence[str], cookies: Sequence[str]) -> list[Ask]:
    """The second page half as often as the first, the third a third as often; which is which, chance says."""
    chance = Random("zipf")
    ranked = chance.sample(paths, len(paths))
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(ranked))))
    return [Ask(path, chance.choice(cookies)) for path in chance.choices(ranked, cum_weights=weights, k=LENGTH)]


def in_turn(place: Place) -> list[Ask]:
    """Each address in its order, by one person after the other; where there are few, until everybody has asked for each."""
    people, rounds = place.cookies, 1 if place.is_alone or len(place.paths) > len(place.cookies) else len(place.cookies)
    return [
        Ask(path, people[(number + turn) % len(people)])
        for turn in range(rounds)
        for number, path in enumerate(place.paths)
    ]


def asks_of(part: str, place: Place) -> list[Ask]:
    """The readings of a part."""
    if part.startswith("crowd-even"):
        return even(place.paths, place.cookies)
    if part.startswith("crowd-zipf"):
        return zipf(place.paths, place.cookies)
    return in_turn(place)
