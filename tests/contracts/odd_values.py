"""Values that nobody types in a form or an address, as they stand there: encoded."""

from urllib.parse import quote

NUL = "a%00b"
ODD_VALUES = {
    "nothing": "",
    "NUL": NUL,
    "a huge number": "9" * 5000,
    "more than 64 bits hold": "9223372036854775808",
    "more than 32 bits hold": "2147483648",
    "a negative number": "-1",
    "a figure that is no ASCII": quote("²"),
    "markup, a lone surrogate, no UTF-8": quote("<b>\"'&{{ x }}{% x %}%s%(x)s{0}") + "%ED%A0%80%FF%FE",
    "an override, two lines": quote("\u202eabc\r\n\u2066d"),
    "letters that grow when folded": quote("ﷺ" * 150),
    "ten thousand letters": "x" * 10_000,
}
ODD_PARTS = {name: value for name, value in ODD_VALUES.items() if value} | {
    "dots": "%2E%2E",
    "a slash": "%2F",
    "an Arabic figure": quote("٣"),
    "a picture": quote("🙂"),
    "a place of a kind": "text-" + "9" * 5000,
}
PARAMETER_VALUES = ODD_VALUES | {"a plain number": "1"}
# Where a run asks both databases, what either would take alike is asked of one: SQLite, plain text, and digits that Python
# makes no number of; PostgreSQL, what it alone refuses: NUL, rows before the first, what is too large for its columns.
LEFT_TO_SQLITE = {"nothing", "a figure that is no ASCII", "an Arabic figure", "a picture", "an override, two lines"}
LEFT_TO_SQLITE |= {"markup, a lone surrogate, no UTF-8", "dots", "a slash", "a huge number", "a place of a kind"}
LEFT_TO_POSTGRESQL = {"NUL", "more than 32 bits hold", "a negative number"}
LEFT_TO_POSTGRESQL |= {"letters that grow when folded", "ten thousand letters"}
ALONE_IN_FORMS = {"NUL", "markup, a lone surrogate, no UTF-8", "letters that grow when folded", "ten thousand letters"}
"""What a form may take, or pass on to the database: in a field of its own, the others as they should be."""
ALONE_IN_FORMS |= {"more than 32 bits hold", "more than 64 bits hold"}
ALONE_IN_QUERIES = {"NUL", "more than 32 bits hold", "more than 64 bits hold"}
"""What asks nothing of the database where another parameter is odd too, since then there is nothing to look for."""
