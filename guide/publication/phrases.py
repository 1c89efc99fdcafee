"""What the publication says by itself around the texts: where a tip comes from, who is thanked.

Everything is said in the active language; `web` and `pdf` make the guide's own language active.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from common.markup.language import quotation_marks
from common.markup.typesetting import inside_guillemets as inside_guillemets
from common.words.dates import elided, full_date, month_and_year
from common.words.language_names import name_in_sentence
from common.words.text_lists import side_by_side

from .document import Guide, OriginNote

BEFORE_AN_INITIAL = re.compile(r" (?=\w\.$)")


def edition_name(guide: Guide) -> str:
    """ "Edition 2, October 2026", or that it is a preview."""
    if guide.edition is None:
        return _("Preview of the next edition")
    name = _("Edition %(number)d") % {"number": guide.edition}
    if not guide.published_on:
        return name
    return _("%(edition)s, %(month)s") % {"edition": name, "month": month_and_year(guide.published_on)}


def added_sentence(guide: Guide) -> str:
    """When this language was added to an edition that was out already; empty for one that came out with it."""
    if guide.added is None or guide.edition is None:
        return ""
    said = _("Text in %(language)s added on %(date)s, translated from the text in %(original)s of edition %(number)s.")
    return said % {
        "language": name_in_sentence(guide.language),
        "date": day(guide.added.on),
        "original": name_in_sentence(guide.added.translated_from),
        "number": guide.edition,
    }


def other_wording_sentence(on: date | None, edition: int, *, is_later: bool) -> str:
    """What stands above a translation that was made from another wording than the edition has."""
    values = {"date": day(on) if on else "", "number": edition}
    if is_later:
        return _("Translated from the wording of %(date)s, which is later than that of edition %(number)s.") % values
    return _("Translated from the wording of %(date)s, which is earlier than that of edition %(number)s.") % values


def day(date: date) -> str:
    """ "18 September 2026"."""
    return full_date(date)


def listed(items: Iterable[str]) -> str:
    """ "one, two and three"."""
    *others, last = items
    if not others:
        return last
    return pgettext("between the items of a list", ", ").join(others) + pgettext("before its last item", " and ") + last


def sharing_sentence(guide: Guide) -> str:
    """What readers may do with the guide, and that it is not for sale where its publisher has decided so."""
    if guide.imprint.is_not_for_sale:
        return _("Not for sale. Read it, print it, pass it on.")
    return _("Read it, print it, pass it on.")


def sharing_words(guide: Guide) -> str:
    """The same, to go before an address."""
    if guide.imprint.is_not_for_sale:
        return _("Not for sale. Read it, print it and pass it on:")
    return _("Read it, print it and pass it on:")


def credit_sentences(guide: Guide) -> list[str]:
    """Who edited the guide and who translated it, of those who are named."""
    sentences = {
        "editors": _("Editing: %(people)s"),
        "translators": _("Translation: %(people)s"),
    }
    return [sentences[credit.role] % {"people": side_by_side(credit.names)} for credit in guide.credits if credit.names]


def imprint_sentences(guide: Guide) -> list[str]:
    """What the law of some countries asks of an imprint besides."""
    imprint = guide.imprint
    return [
        sentence % {"words": words}
        for sentence, words in (
            (_("Director of publication: %(words)s"), imprint.director),
            (_("Printed by %(words)s"), imprint.printer),
            (_("Legal deposit: %(words)s"), imprint.legal_deposit),
        )
        if words
    ]


def quoted(text: str, language: str) -> str:
    """A sentence in the quotation marks of its language, where no style sheet puts them around it."""
    before, after = quotation_marks(language)
    return f"{before}{text}{after}"


def quotes_rule(language: str) -> str:
    """The marks that a style sheet for paper puts around a quotation: the printing engine knows those of few languages."""
    before, after = quotation_marks(language)
    return f'html {{ quotes: "{before}" "{after}"; }}\n'


def origin_sentences(origin: OriginNote) -> tuple[str, ...]:
    """The sentences under "Where this tip comes from", as many as there is something to say."""
    told = (pages_sentence(origin), people_sentence(origin), approval_sentence(origin))
    return tuple(sentence for sentence in told if sentence)


def origin_html(origin: OriginNote) -> tuple[SafeString, ...]:
    """The same sentences for a page, on which titles in another language say theirs."""
    pages = SafeString(pages_sentence(origin, title_of=partial(_title_html, language=origin.language)))
    told = (pages, escape(people_sentence(origin)), escape(approval_sentence(origin)))
    return tuple(sentence for sentence in told if sentence)


def _title_html(title: str, language: str) -> str:
    words = escape(inside_guillemets(title))
    return str(words) if language in {"", get_language()} else format_html('<span lang="{}">{}</span>', language, words)


def pages_sentence(origin: OriginNote, *, title_of: Callable[[str], str] = inside_guillemets) -> str:
    if not origin.pages:
        return ""
    titles = [_("“%(title)s”") % {"title": title_of(title)} for title in origin.pages]
    return ngettext(
        "From a page of the wiki: %(titles)s.", "From %(count)d pages of the wiki: %(titles)s.", len(titles)
    ) % {"count": len(titles), "titles": listed(titles)}


def people_sentence(origin: OriginNote) -> str:
    """Who wrote it; those who are not named are counted."""
    people = [BEFORE_AN_INITIAL.sub("\u00a0", name) for name in origin.names]
    if origin.anonymous:
        counted = (
            ngettext("one other colleague", "%(count)d other colleagues", origin.anonymous)
            if people
            else ngettext("a colleague who is not named", "%(count)d colleagues who are not named", origin.anonymous)
        )
        people.append(counted % {"count": origin.anonymous})
    # An initial at the end brings the full stop of the sentence with it, in languages that end it with one.
    return (_("Written by %(people)s.") % {"people": listed(people)}).replace("..", ".") if people else ""


def approval_sentence(origin: OriginNote) -> str:
    if not origin.approved_on:
        return ""
    return elided(_("Checked by the editors on %(date)s.") % {"date": day(origin.approved_on)})


def thanks_go_to(guide: Guide) -> str:
    """Before those who are thanked, where nobody wrote acknowledgements: what follows goes on with its sentence."""
    return _("Our thanks go to:") if guide.contributors else _("Our thanks go to all who had a part in this guide,")


def also_thanked() -> str:
    """Between the names of those on whose texts the tips rest, and all others."""
    return _("and to those who wrote and discussed with them:")


def not_named_sentence(count: int) -> str:
    """How many of those who are thanked are not named; nothing where all are."""
    if not count:
        return ""
    return ngettext(
        "and to one colleague who preferred not to be named.",
        "and to %(count)d colleagues who preferred not to be named.",
        count,
    ) % {"count": count}
