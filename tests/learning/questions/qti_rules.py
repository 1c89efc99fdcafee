"""What QTI 3.0 says of the elements of items and tests that we write: https://www.imsglobal.org/spec/qti/v3p0/impl, as data.

Of each element: the attributes that it must have, those that it may have, and its children in their order, each with how
many there may be: "?" none or one, "*" any number, "+" one at least, "" exactly one. Text is allowed where TEXT stands.
"""

from __future__ import annotations

TEXT = "#text"
FLOW = ("p*", "ul*")
type Rule = tuple[set[str], set[str], tuple[str, ...]]

EXPRESSIONS = ("qti-match", "qti-and", "qti-or", "qti-gte", "qti-member")
RULES: dict[str, Rule] = {
    "qti-assessment-item": (
        {"identifier", "title", "time-dependent"},
        {"adaptive", "lang"},
        (
            "qti-response-declaration*",
            "qti-outcome-declaration*",
            "qti-item-body?",
            "qti-response-processing?",
            "qti-modal-feedback*",
        ),
    ),
    "qti-response-declaration": (
        {"identifier", "cardinality", "base-type"},
        set(),
        ("qti-correct-response?", "qti-mapping?"),
    ),
    "qti-correct-response": (set(), set(), ("qti-value+",)),
    "qti-value": (set(), set(), (TEXT,)),
    "qti-mapping": ({"default-value"}, set(), ("qti-map-entry+",)),
    "qti-map-entry": ({"map-key", "mapped-value"}, {"case-sensitive"}, ()),
    "qti-outcome-declaration": ({"identifier", "cardinality", "base-type"}, set(), ("qti-default-value?",)),
    "qti-default-value": (set(), set(), ("qti-value+",)),
    "qti-item-body": (
        set(),
        set(),
        ("p*", "qti-choice-interaction?", "qti-order-interaction?", "qti-match-interaction?"),
    ),
    "qti-choice-interaction": (
        {"response-identifier", "max-choices"},
        {"shuffle", "min-choices"},
        ("qti-prompt?", "qti-simple-choice+"),
    ),
    "qti-order-interaction": ({"response-identifier"}, {"shuffle"}, ("qti-prompt?", "qti-simple-choice+")),
    "qti-match-interaction": (
        {"response-identifier"},
        {"shuffle", "max-associations", "min-associations"},
        ("qti-prompt?", "qti-simple-match-set", "qti-simple-match-set"),
    ),
    "qti-simple-match-set": (set(), set(), ("qti-simple-associable-choice*",)),
    "qti-simple-associable-choice": ({"identifier", "match-max"}, set(), (TEXT, "img?")),
    "qti-simple-choice": ({"identifier"}, set(), (TEXT, "img?")),
    "img": ({"src", "alt"}, {"width", "height"}, ()),
    "qti-prompt": (set(), set(), (TEXT,)),
    "qti-text-entry-interaction": ({"response-identifier"}, set(), ()),
    "p": (set(), set(), (TEXT, "qti-text-entry-interaction*", "a?", "img?")),
    "a": ({"href"}, set(), (TEXT,)),
    "ul": (set(), set(), ("li+",)),
    "li": (set(), set(), (TEXT,)),
    "qti-response-processing": (
        set(),
        set(),
        ("qti-response-condition*", "qti-set-outcome-value*", "qti-response-condition*"),
    ),
    "qti-response-condition": (set(), set(), ("qti-response-if", "qti-response-else-if*")),
    "qti-response-else-if": (set(), set(), (*(f"{name}?" for name in EXPRESSIONS), "qti-set-outcome-value+")),
    "qti-is-null": (set(), set(), ("qti-variable",)),
    "qti-member": (set(), set(), ("qti-base-value", "qti-variable")),
    "qti-response-if": (set(), set(), (*(f"{name}?" for name in EXPRESSIONS), "qti-set-outcome-value+")),
    "qti-match": (set(), set(), ("qti-variable", "qti-correct?", "qti-base-value?")),
    "qti-and": (set(), set(), ("qti-gte+",)),
    "qti-or": (set(), set(), ("qti-match*", "qti-is-null*")),
    "qti-gte": (set(), set(), ("qti-map-response", "qti-base-value")),
    "qti-variable": ({"identifier"}, set(), ()),
    "qti-correct": ({"identifier"}, set(), ()),
    "qti-map-response": ({"identifier"}, set(), ()),
    "qti-base-value": ({"base-type"}, set(), (TEXT,)),
    "qti-set-outcome-value": ({"identifier"}, set(), ("qti-base-value?", "qti-multiple?", "qti-sum?")),
    "qti-multiple": (set(), set(), ("qti-variable?", "qti-base-value*")),
    "qti-modal-feedback": ({"outcome-identifier", "identifier", "show-hide"}, set(), ("qti-content-body?",)),
    "qti-content-body": (set(), set(), ("p*", "ul?", "p*")),
    "qti-assessment-test": (
        {"identifier", "title"},
        {"lang"},
        ("qti-outcome-declaration*", "qti-test-part+", "qti-outcome-processing?"),
    ),
    "qti-test-part": ({"identifier", "navigation-mode", "submission-mode"}, set(), ("qti-assessment-section+",)),
    "qti-assessment-section": ({"identifier", "title", "visible"}, set(), ("qti-assessment-item-ref*",)),
    "qti-assessment-item-ref": ({"identifier", "href"}, set(), ()),
    "qti-outcome-processing": (set(), set(), ("qti-set-outcome-value+",)),
    "qti-sum": (set(), set(), ("qti-test-variables",)),
    "qti-test-variables": ({"variable-identifier"}, set(), ()),
}
