"""What is measured of a site: its screens, by the names that ARGS, the results and the marks call them."""

from __future__ import annotations

from dataclasses import dataclass

READING = {
    "page": "page, 200 pages by 16 people",
    "page-one": "page, one address and one person",
    "history": "history of 200 revisions",
    "history-long": "history of 10,000 revisions",
    "diff": "diff seen before",
    "diff-first": "diff first seen",
    "changes": "recent changes",
    "theme": "theme",
    "search": "search, 20 questions",
    "search-first": "search never asked before",
    "form": "edit form",
    "desk": "desk",
}
WRITING = {
    "save": "form + save, each on a page of her own",
    "save-equal": "form + save, titles equally long",
    "save-one": "form + save, all on one page",
    "say": "page + contribution",
}
WEIGHT = {"first-view": "first view of a page"}
FIRST = {"diff-first", "search-first"}
"""What is asked for once and never again: not warmed, and each turn goes on where the one before ended."""
ATTACK = {"attack": "page, save and sign-in, while one, four and eight accounts do their worst"}
EVERY = READING | WRITING | WEIGHT | ATTACK
GUIDE = {"guide-page": "page of the guide", "guide-style": "style sheet of the guide", "guide-pdf": "PDF of the guide"}
EMPTY = "/health/live"


@dataclass(frozen=True)
class Place:
    """Where a part is asked for: addresses and cookies, which are taken in turn, each with every one.

    Where `is_alone`, each address is one person's: who opens a form that others have open is told so, on another screen.
    """

    paths: list[str]
    cookies: list[str]
    is_alone: bool = False

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Everybody at every address, each time another person; where there are thousands of addresses, each once."""
        rounds = 1 if self.is_alone or len(self.paths) > 1_000 else len(self.cookies)
        return [
            (path, self.cookies[(number + turn) % len(self.cookies)])
            for turn in range(rounds)
            for number, path in enumerate(self.paths)
        ]


def changed(body: str, person: int, turn: int) -> str:
    """One paragraph of a text ends in another number: which of them, the turn says."""
    parts = body.split("\n\n")
    written = [number for number, part in enumerate(parts) if part[:1].isalpha()]
    where = written[turn % len(written)]
    parts[where] = f"{parts[where].rpartition(' (')[0] or parts[where]} ({person}.{turn})"
    return "\n\n".join(parts)


def added(body: str, person: int, turn: int) -> str:
    """One word more below the heading of a person's own: see `sizes.TOGETHER`."""
    parts = body.replace("\r\n", "\n").split("\n\n")
    parts[parts.index(f"## La part {person}") + 1] += f" {mark(person, turn)}"
    return "\n\n".join(parts)


def mark(person: int, turn: int) -> str:
    return f"m{person}x{turn}."


def words(person: int, turn: int) -> str:
    return f"J’ai reçu le même message la semaine {turn} et j’ai raccroché, comme l’a dit la personne {person}."
