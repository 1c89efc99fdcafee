"""What is to be known of a language to say whether other words say the same."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`telling` words must stay; `silent` ones may come and go; `soft` ones may too, but not one for the other.

    Each word leads to what it counts as, so that "peut" and "peuvent" are one. `ones`, which are articles, are numbers before
    one of the `units`. `phrases` are read as one word. `synonyms` are groups of words like others; `twins` are words one
    keystroke apart that are no misspelling of each other; `told_apart_by_accents` are beginnings of words that are other words
    with another accent. `openers` begin a circumstance, which may change places with what it is the circumstance of, unless
    that is made of two by a `joining` word. A `restricting` word tells behind a `denying`
    one ("ne … que") that no other word has been `completing` yet. `turning` words in a heading turn round what stands
    below, where a `framing` one says that it is about that.
    """

    telling: dict[str, str] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    soft: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    ones: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, str], ...] = ()
    synonyms: dict[str, str] = field(default_factory=dict)
    twins: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    irregular: tuple[str, ...] = ()
    openers: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    denying: frozenset[str] = frozenset()
    completing: frozenset[str] = frozenset()
    restricting: frozenset[str] = frozenset()
    turning: frozenset[str] = frozenset()
    told_apart_by_accents: tuple[str, ...] = ()
    framing: frozenset[str] = frozenset()
    stemmer: str = ""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def groups(text: str) -> dict[str, str]:
    """A line a group; each of its words leads to the first."""
    return {word: line.split()[0] for line in text.strip().split("\n") for word in line.split()}


def numbered(text: str) -> dict[str, int]:
    """The words for 0, 1, 2…"""
    return {word: number for number, word in enumerate(text.split())}
