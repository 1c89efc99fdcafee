"""What is to be known of a language to say whether other words say the same.

English, as sentences of advice are written in it.
"""

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


TELLING = groups("""
not
no none nothing nobody neither nor nowhere
never
without
with
except unless save
only solely merely alone
yes
true
false
hardly barely scarcely
all every each everybody everyone everything any anybody anyone anything
some certain several somebody someone something
most mostly
few little
many much
more
less fewer
least
too
enough
often frequently
sometimes
always
rarely seldom
usually generally
almost nearly
about approximately
already
still yet
again
same
other others another
can
could
may might
must
should ought
shall
will
would
need needs
was were been had did
if otherwise
or
when
while
because since
for
against
before
after
during
until till
under below
over above
on
off
in into
out
by
from
to
between
then next
first
last
he she they him her them
i me
you
we us
?
""")
SILENT = words("""
a also am an and are as at be being but do does has have here however indeed is it its just of really s so that the
there therefore these this those thus very which who whom
""")
SOFT = groups("""
my mine
your yours
his their theirs
our ours
""")
NUMBERS = numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
NUMBERS |= {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
NUMBERS |= {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
PHRASES = (
    (r"e-mails?\b", "email"),
    (r"n't\b", " not"),
    (r"cannot\b", "can not"),
    (r"per cent\b", "%"),
    (r"as soon as", "when"),
    (r"in order to", "to"),
    (r"passwords?", "password"),
)
SYNONYMS = groups("""
mail email
delete erase
fraudster scammer swindler
fraud scam swindle
company firm
employee worker
start begin
phone call
photo photograph picture
euro €
""")
ENGLISH = Lexicon(
    telling=TELLING,
    silent=SILENT,
    soft=SOFT,
    numbers=NUMBERS,
    ones=words("a an"),
    units=words("day digit euro hour minute month second single week year"),
    phrases=PHRASES,
    synonyms=SYNONYMS,
    twins=words("accept adapt adopt affect change charge effect except important imported"),
    endings=words("d ed es ied ies ing s y") | {""},
    openers=words("after because before during for if in on under until when with without"),
    joining=words("and or but then"),
    turning=words("allowed avoid except false forbidden never no not only right true without wrong yes"),
    framing=words("must should avoid true false yes no right wrong allowed forbidden"),
    stemmer="english",
)
