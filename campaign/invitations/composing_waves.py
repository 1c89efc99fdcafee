"""A letter of a wave as it goes out: in its person's language, as text and as HTML; first to the organiser herself."""

from __future__ import annotations

import logging
import re
from smtplib import SMTPException
from textwrap import indent
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import mailers
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from lxml import html
from lxml.html import HtmlElement

from accounts.models import User
from accounts.people.invitations import DAYS, way_in
from campaign.invitations.bounces import return_path
from campaign.invitations.wave_letters import WaveLetter, opt_out_url
from campaign.invitations.waves import Wave
from campaign.site_settings.current import current_settings, remembered
from notifications.mail.absolute_urls import absolute_url, links_about_the_site
from notifications.mail.composing import sender
from notifications.mail.message import LetterMessage, own_domain
from notifications.mail.trial_letter import answer_in_words

NO_LINE = {
    "a",
    "abbr",
    "b",
    "br",
    "code",
    "del",
    "em",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "ruby",
    "rt",
    "rp",
    "s",
    "span",
}
NO_LINE |= {"strong", "sub", "sup", "u"}
LISTS = {"ul", "ol"}
WHITE_SPACE = re.compile(r"[ \t\r\n]+")  # no-break spaces stay
SANS = "'Bricolage Grotesque', 'Segoe UI', Arial, sans-serif"
PARAGRAPH = f"margin: 0 0 14px; font: 400 17px/1.55 {SANS}; color: #17202b"
HEADING = f"margin: 26px 0 8px; font: 700 21px/1.25 {SANS}; color: #17202b"
STYLES = {
    **dict.fromkeys(("p", "ul", "ol", "td", "th"), PARAGRAPH),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), HEADING),
    "li": "margin: 0 0 6px",
    "blockquote": "margin: 0 0 14px; padding: 0 0 0 16px; border-left: 3px solid #17202b",
    "a": "color: #0b4f6c",
}
CLASSES = {"a": "lk"}
LEFT_OUT = ("img", "svg", "picture", "source")


def letter_html(rendered: str) -> SafeString:
    """Returns what `markup.render` has made safe, for a letter. A picture is replaced by its alternative text."""
    root = html.fragment_fromstring(rendered or "<p></p>", create_parent="div")
    for element in list(root.iter()):
        if element is not root and isinstance(element, HtmlElement):
            _adapt(element)
    return SafeString("".join(html.tostring(one, encoding="unicode") for one in root))


def letter_text(rendered: str) -> str:
    """Returns the same as plain text: headings and paragraphs apart, lists with their numbers, a link as "text (address)"."""
    root = html.fragment_fromstring(rendered or "<p></p>", create_parent="div")
    return "\n\n".join(_paragraphs(root))


def _paragraphs(element: HtmlElement) -> list[str]:
    """What stands below, a paragraph each; an element without a block in it is one paragraph itself."""
    if all(child.tag in NO_LINE for child in element):
        words = _line(element).strip()
        return [words] if words else []
    return [words for child in element if (words := _block(child))]


def _block(element: HtmlElement) -> str:
    if element.tag in LISTS:
        return "\n".join(_item(one, number) for number, one in enumerate(element, int(element.get("start", 1))))
    if element.tag == "table":
        return "\n".join("  ".join(_line(cell).strip() for cell in row) for row in element.iter("tr"))
    if element.tag == "pre":
        return indent(str(element.text_content()).strip("\n"), "    ")
    words = "\n\n".join(_paragraphs(element))
    return indent(words, "    ") if element.tag == "blockquote" else words


def _item(element: HtmlElement, number: int) -> str:
    """A line of a list, and what hangs below it."""
    sign = f"{number}. " if element.getparent().tag == "ol" else "- "
    below = [child for child in element if child.tag in LISTS]
    for child in below:
        element.remove(child)
    words = [*_paragraphs(element), *map(_block, below)]
    return sign + indent("\n".join(words), " " * len(sign)).lstrip()


def _line(element: HtmlElement) -> str:
    """The words of an element and of those within its line."""
    words = WHITE_SPACE.sub(" ", element.text or "")
    for child in element:
        words += _inline(child) + WHITE_SPACE.sub(" ", child.tail or "")
    return words


def _inline(element: HtmlElement) -> str:
    if element.tag == "br":
        return "\n"
    if element.tag == "img":
        return element.get("alt") or ""
    words = _line(element)
    if element.tag == "rt":
        return f"（{words}）"
    if element.tag == "rp":
        return ""
    address = _whole(element.get("href") or "")
    return f"{words} ({address})" if address and address != words else words


def _whole(address: str) -> str:
    return urljoin(f"{settings.SITE_ADDRESS}/", address) if address else ""


def _adapt(element: HtmlElement) -> None:
    if element.tag in LEFT_OUT:
        element.tail = (element.get("alt") or "") + (element.tail or "")
        element.drop_tree()
        return
    address = _whole(element.get("href") or "")
    element.attrib.clear()
    if address:
        element.set("href", address)
    if element.tag in STYLES:
        element.set("class", CLASSES.get(element.tag, "ink"))
        element.set("style", STYLES[element.tag])


# A letter of a wave as it goes out: in its person's language, as text and as HTML, in the look of all letters.
#
# It carries her own way in (accounts.people.invitations.way_in), made in this moment: no link is stored with it.


NO_ANSWERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def compose_letter(letter: WaveLetter) -> LetterMessage:
    """Returns the letter; what comes back to its return path names it."""
    mail = _compose(letter.wave, letter.person)
    mail.extra_headers["Message-ID"] = f"<wave-{letter.wave_id}-{letter.pk}@{own_domain()}>"
    if path := return_path(letter.pk):
        mail.extra_headers["From"] = mail.from_email
        mail.from_email = path  # of the envelope
    return mail


def compose_preview(wave: Wave, person: User) -> LetterMessage:
    """Returns the letter as this person would get it. It has no row, so that nothing about it is counted."""
    return _compose(wave, person, is_preview=True)


def letter_context(wave: Wave, person: User) -> dict[str, Any]:
    """What both forms of the letter say, in the language of the moment."""
    words = wave.words_in(translation.get_language() or "")
    return {
        "subject": words.subject,
        "body": letter_text(words.html),
        "body_html": letter_html(words.html),
        "words_language": words.language,
        "greeting": _("Hello %(name)s.") % {"name": person.first_name or person.username},
        "login": person.username,
        "chooses_password": not person.has_usable_password(),
        "days": DAYS,
        "url": absolute_url(way_in(person)),
        "brand": current_settings().name,
        "site": absolute_url("/"),
        "choose": absolute_url(reverse("invitations:own_choice")),
        "stop": opt_out_url(person),
        "language": translation.get_language(),
        "about": links_about_the_site(translation.get_language() or ""),
    }


def _compose(wave: Wave, person: User, *, is_preview: bool = False) -> LetterMessage:
    with translation.override(person.letters_language), remembered():
        context = letter_context(wave, person) | {"is_preview": is_preview}
        mail = LetterMessage(
            subject=context["subject"],
            body=render_to_string("invitations/mail/letter.txt", context),
            from_email=sender(),
            to=[person.email],
            headers=NO_ANSWERS | _unsubscribe(context["stop"]),
        )
        mail.attach_alternative(render_to_string("invitations/mail/letter.html", context), "text/html")
    return mail


def _unsubscribe(address: str) -> dict[str, str]:
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


# The letter of a wave to the organiser who writes it, sent at once: nothing is scheduled before it was read.


log = logging.getLogger(__name__)


def send_preview(wave: Wave, person: User) -> str:
    """Returns the empty text once the mail server has taken the letter, else what kept it from going out, in words."""
    if not wave.subject:
        return _("The letter has no text yet.")
    if not person.email:
        return _("Your account has no e-mail address.")
    try:
        mailers.default.send_messages([compose_preview(wave, person)])
    except (OSError, SMTPException, UnicodeError, ValueError) as problem:
        log.warning("The preview of a wave did not go out", exc_info=True)
        return _("The letter did not go out. The mail server says: %(answer)s") % {"answer": answer_in_words(problem)}
    wave.was_tried_out()
    return ""
