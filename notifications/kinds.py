"""What people are told: the kinds, whether each is addressed to the person herself, and how it is worded.

Nothing of the wording is stored: it is made where it is shown, in the reader's language, with the name that the actor has then.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, ngettext_lazy
from django.utils.translation import gettext_lazy as _

import markup
from html_format import escaped, fill
from site_settings.first_language import first_language_words

DAYS_WORTH_MAILING = 8  # what is older is read in the site, or not at all


class NotificationKind(StrEnum):
    """Adding one takes its words below, and nothing else."""

    REPLY = "reply"
    MENTION = "mention"
    THANKS = "thanks"
    INCORPORATED = "incorporated"
    PROMOTED = "promoted"
    NOT_KEPT = "not_kept"
    WELCOME = "welcome"
    ANSWERED = "answered"
    REPORTED = "reported"
    SETTLED = "settled"
    HIDDEN = "hidden"
    NO_PDF = "no_pdf"
    NOT_OUT = "not_out"
    TASK_FAILED = "failed"
    KEPT_AS = "kept_as"
    OBJECTED = "objected"
    CONSENT = "consent"
    CONSENTED = "consented"
    TO_REVIEW = "to_review"
    DUE = "due"
    REMARKED = "remarked"
    APPROVED = "approved"
    DRIFTED = "drifted"
    POLL = "poll"
    MERGED = "merged"
    EDITED = "edited"
    OPENED = "opened"
    COMMENTED = "commented"
    FOLLOWED = "followed"
    ASKED = "asked"
    ORDERED = "ordered"
    TRANSLATION_SENT = "tr_sent"
    TRANSLATION_APPROVED = "tr_approved"
    TRANSLATION_SENT_BACK = "tr_sent_back"
    WORDING_TAKEN = "wording_taken"
    ORIGINAL_REMARKED = "tr_remarked"
    PHASE_BEGINS = "phase_begins"
    WRITING_ENDS = "writing_ends"
    WAVE_HALTED = "wave_halted"


# Addressed to the person: these are mailed at once, unless she chooses otherwise.
PERSONAL = {
    NotificationKind.REPLY,
    NotificationKind.MENTION,
    NotificationKind.THANKS,
    NotificationKind.INCORPORATED,
    NotificationKind.PROMOTED,
    NotificationKind.NOT_KEPT,
    NotificationKind.WELCOME,
    NotificationKind.ANSWERED,
    NotificationKind.REPORTED,
    NotificationKind.SETTLED,
    NotificationKind.HIDDEN,
    NotificationKind.NO_PDF,
    NotificationKind.NOT_OUT,
    NotificationKind.TASK_FAILED,
    NotificationKind.KEPT_AS,
    NotificationKind.OBJECTED,
    NotificationKind.CONSENT,
    NotificationKind.CONSENTED,
    NotificationKind.TO_REVIEW,
    NotificationKind.DUE,
    NotificationKind.REMARKED,
    NotificationKind.APPROVED,
    NotificationKind.POLL,
    NotificationKind.ORDERED,
    NotificationKind.TRANSLATION_SENT,
    NotificationKind.TRANSLATION_APPROVED,
    NotificationKind.TRANSLATION_SENT_BACK,
    NotificationKind.WORDING_TAKEN,
    NotificationKind.ORIGINAL_REMARKED,
    NotificationKind.WAVE_HALTED,
}
# Of the calendar: to everybody alike, in a rhythm of their own.
CAMPAIGN = {NotificationKind.PHASE_BEGINS, NotificationKind.WRITING_ENDS}
# Whose excerpt is not the words of the actor.
UNSIGNED = {
    NotificationKind.INCORPORATED,
    NotificationKind.PROMOTED,
    NotificationKind.NOT_KEPT,
    NotificationKind.KEPT_AS,
    NotificationKind.WELCOME,
    NotificationKind.SETTLED,
    NotificationKind.NO_PDF,
    NotificationKind.CONSENT,
    NotificationKind.DRIFTED,
    NotificationKind.ORDERED,
}
# Whose excerpt is the exact text, as it is printed or taken up: it is shown whole.
EXACT = {NotificationKind.PROMOTED, NotificationKind.INCORPORATED, NotificationKind.CONSENT}
# Said on top of the person's next page too, once.
SPOKEN = {
    NotificationKind.MERGED,
    NotificationKind.INCORPORATED,
    NotificationKind.PROMOTED,
    NotificationKind.NOT_KEPT,
    NotificationKind.KEPT_AS,
    NotificationKind.WELCOME,
    NotificationKind.NO_PDF,
    NotificationKind.CONSENT,
}


GREETING = _("Hello {person}.")
NOBODY = _("The site")


@dataclass(frozen=True)
class KindWording:
    """How a kind is put: `line` under the name of its place, `alone` where nothing stands above it (a subject, a note).

    `name` is the actor, `title` the place's, `number` what follows the colon of the place ("guide:7"), `count` how often:
    what is not addressed to the person herself makes one line for each actor in one place.
    """

    line: Any  # a lazy text, or a lazy plural whose `format` reads `count`
    alone: Any
    why: Any
    heading: Any = "{title}"
    greeting: Any = GREETING
    nobody: Any = NOBODY  # the name where no account did it


KIND_WORDINGS: dict[str, KindWording] = {
    NotificationKind.REPLY: KindWording(
        line=_("{name} answered you."),
        alone=_("{name} answered you about “{title}”"),
        why=_("You receive this message because somebody answered you."),
    ),
    NotificationKind.MENTION: KindWording(
        line=_("{name} named you."),
        alone=_("{name} named you in “{title}”"),
        why=_("You receive this message because somebody named you."),
    ),
    NotificationKind.THANKS: KindWording(
        line=_("{name} thanks you."),
        alone=_("{name} thanks you for “{title}”"),
        why=_("You receive this message because somebody thanks you."),
    ),
    NotificationKind.INCORPORATED: KindWording(
        line=_("{name} incorporated what you said into this page."),
        alone=_("{name} incorporated what you said into “{title}”"),
        why=_("You receive this message once, because your words are in a page now."),
        greeting=_("Hello {person}. These are the words that the page took up, and your name stands beside them."),
    ),
    NotificationKind.PROMOTED: KindWording(
        line=_("Your sentence is in this tip."),
        alone=_("Your sentence is in tip {number}"),
        why=_("You receive this message once, because your text goes into the guide."),
        heading=_("Tip {number}"),
        greeting=_("Hello {person}. The editors kept what you wrote. Here is the exact text, as it will be printed."),
    ),
    NotificationKind.NOT_KEPT: KindWording(
        line=_("Not kept this time."),
        alone=_("Not kept this time: your text about “{title}”"),
        why=_("You receive this message because the editors decided about your text."),
        greeting=_("Hello {person}. Here is why. What you wrote stays where you wrote it."),
    ),
    NotificationKind.WELCOME: KindWording(
        line=_("Welcome. Your first text is there."),
        alone=_("Welcome. Your first text is there"),
        why=_("You receive this message once, because you have just written for the first time."),
        greeting=_(
            "Hello {person}. Your colleagues can read it now, and you can change it at any time. An editor reads it; when "
            "it goes into a page, or into the guide, you are told."
        ),
    ),
    NotificationKind.ANSWERED: KindWording(
        line=_("{name} answered this question with a page."),
        alone=_("An answer to “{title}”"),
        why=_("You receive this message because you asked this question, or follow it."),
    ),
    NotificationKind.REPORTED: KindWording(
        line=_("{name} reports this to you."),
        alone=_("{name} reports something to you: “{title}”"),
        why=_("You receive this message because you look after what is written here."),
    ),
    NotificationKind.SETTLED: KindWording(
        line=_("The editors have dealt with it."),
        alone=_("The editors have dealt with what you reported"),
        heading=_("What you reported"),
        why=_("You receive this message because you reported it, and are owed an answer."),
        greeting=_("Hello {person}. Thank you for having said it."),
    ),
    NotificationKind.HIDDEN: KindWording(
        line=_("{name} has hidden this page, and can tell you more about it."),
        alone=_("{name} has hidden the page “{title}”"),
        why=_("You receive this message because you wrote in this page."),
        greeting=_(
            "Hello {person}. Here is why. What you wrote is kept, and stays in the list of what you wrote. "
            "If you see it otherwise, talk to whoever signs below."
        ),
    ),
    NotificationKind.NO_PDF: KindWording(
        line=_("One of its files could not be made."),
        alone=_("A file of edition {number} could not be made."),
        why=_("You receive this message because you are one of the editors."),
        heading=_("Edition {number}"),
        greeting=_("Hello {person}. The desk says which file of this edition could not be made, and why."),
    ),
    NotificationKind.NOT_OUT: KindWording(
        line=_("It was not published when it was due."),
        alone=_("Edition {number} was not published when it was due."),
        why=_("You receive this message because you are one of the editors."),
        heading=_("Edition {number}"),
        greeting=_(
            "Hello {person}. The desk says what kept this edition from coming out. It is tried again until then."
        ),
    ),
    NotificationKind.TASK_FAILED: KindWording(
        line=_("A task of the site has failed, and is not tried again."),
        alone=_("A task of the site has failed: {title}"),
        why=_("You receive this message because you are an administrator. Each kind of task is told once a day."),
        greeting=_(
            "Hello {person}. The list of tasks says why it failed. What it was to do is done when you run it again."
        ),
    ),
    NotificationKind.KEPT_AS: KindWording(
        line=_("What you wrote lives on in another text."),
        alone=_("What you wrote about “{title}” lives on in another text"),
        why=_("You receive this message because the editors decided about your text."),
        greeting=_("Hello {person}. Here is where your text has gone, and why. It also stays where you wrote it."),
    ),
    NotificationKind.OBJECTED: KindWording(
        line=_("{name} answers a decision."),
        alone=_("{name} answers what was decided about “{title}”"),
        why=_("You receive this message because you decided, or because the editors answered you."),
    ),
    NotificationKind.CONSENT: KindWording(
        line=_("May the guide print this sentence of yours?"),
        alone=_("May the guide print a sentence of yours?"),
        why=_("You receive this message because your words are printed only if you agree."),
        heading=_("Tip {number}"),
        greeting=_(
            "Hello {person}. The editors would like to print this sentence, word by word, under the name that you chose."
        ),
    ),
    NotificationKind.CONSENTED: KindWording(
        line=_("{name} has answered about the quotation."),
        alone=_("{name} has answered about the quotation in tip {number}"),
        why=_("You receive this message because you asked."),
        heading=_("Tip {number}"),
    ),
    NotificationKind.TO_REVIEW: KindWording(
        line=_("{name} asks for a review of this tip."),
        alone=_("{name} asks for a review of tip {number}"),
        why=_("You receive this message because you are one of the editors."),
        heading=_("Tip {number}"),
    ),
    NotificationKind.DUE: KindWording(
        line=_("The review of this tip is due."),
        alone=_("The review of tip {number} is due"),
        why=_("You receive this message because a day was set for it."),
        heading=_("Tip {number}"),
    ),
    NotificationKind.REMARKED: KindWording(
        line=_("{name} remarks on this tip."),
        alone=_("{name} remarks on tip {number}"),
        why=_("You receive this message because you wrote this tip."),
        heading=_("Tip {number}"),
        nobody=_("A reviewer from outside"),
    ),
    NotificationKind.APPROVED: KindWording(
        line=_("{name} has approved this tip."),
        alone=_("{name} has approved tip {number}"),
        why=_("You receive this message because you wrote this tip."),
        heading=_("Tip {number}"),
    ),
    NotificationKind.DRIFTED: KindWording(
        line=_("A passage that this tip rests on no longer says the same."),
        alone=_("A passage that tip {number} rests on no longer says the same"),
        why=_("You receive this message because you are one of the editors."),
        heading=_("Tip {number}"),
    ),
    NotificationKind.POLL: KindWording(
        line=_("{name} opens a vote of the editors."),
        alone=_("{name} opens a vote of the editors: “{title}”"),
        why=_("You receive this message because you are one of the editors."),
    ),
    NotificationKind.MERGED: KindWording(
        line=ngettext_lazy(
            "{name} wrote at the same time as you. Both texts are merged: nothing is lost.",
            "{name} wrote at the same time as you, {count} times. All is merged: nothing is lost.",
            "count",
        ),
        alone=_("{name} changed “{title}” at the same time as you. Both texts are merged: nothing is lost."),
        why=_("You receive this message because you wrote at the same moment."),
    ),
    NotificationKind.EDITED: KindWording(
        line=ngettext_lazy("{name} changed this.", "{name} changed this {count} times.", "count"),
        alone=ngettext_lazy("{name} changed “{title}”", "{name} changed “{title}” {count} times", "count"),
        why=_("You receive this message because you follow this page."),
    ),
    NotificationKind.OPENED: KindWording(
        line=ngettext_lazy("{name} opened this page.", "{name} opened {count} pages here.", "count"),
        alone=ngettext_lazy("{name} opened the page “{title}”", "{name} opened {count} pages: “{title}”", "count"),
        why=_("You receive this message because you follow this subject."),
    ),
    NotificationKind.COMMENTED: KindWording(
        line=ngettext_lazy("{name} said something here.", "{name} said {count} things here.", "count"),
        alone=ngettext_lazy(
            "{name} said something about “{title}”", "{name} said {count} things about “{title}”", "count"
        ),
        why=_("You receive this message because you follow what is said here."),
    ),
    NotificationKind.FOLLOWED: KindWording(
        line=ngettext_lazy(
            "{name}, whom you follow, wrote here.", "{name}, whom you follow, wrote here {count} times.", "count"
        ),
        alone=ngettext_lazy("{name} wrote in “{title}”", "{name} wrote {count} times in “{title}”", "count"),
        why=_("You receive this message because you follow this person."),
    ),
    NotificationKind.ASKED: KindWording(
        line=ngettext_lazy("{name} asked a question.", "{name} asked {count} questions.", "count"),
        alone=ngettext_lazy("{name} asked a question: “{title}”", "{name} asked {count} questions: “{title}”", "count"),
        why=_("You receive this message because you follow this subject."),
    ),
    NotificationKind.ORDERED: KindWording(
        line=_("An order of copies has arrived."),
        alone=_("An order of copies from {title}"),
        why=_("You receive this message because you are one of the editors."),
    ),
    NotificationKind.TRANSLATION_SENT: KindWording(
        line=_("{name} asks for a review of this translation ({number})."),
        alone=_("{name} asks for a review of the translation of “{title}” ({number})"),
        why=_("You receive this message because you may approve translations."),
    ),
    NotificationKind.TRANSLATION_APPROVED: KindWording(
        line=_("{name} has approved this translation ({number})."),
        alone=_("{name} has approved the translation of “{title}” ({number})"),
        why=_("You receive this message because you translated it."),
    ),
    NotificationKind.TRANSLATION_SENT_BACK: KindWording(
        line=_("{name} sends this translation back to you ({number})."),
        alone=_("{name} sends the translation of “{title}” back to you ({number})"),
        why=_("You receive this message because you translated it."),
    ),
    NotificationKind.WORDING_TAKEN: KindWording(
        line=_("{name} takes over the wording that you suggested ({number}). Thank you."),
        alone=_("{name} takes over the wording that you suggested for “{title}” ({number}). Thank you."),
        why=_("You receive this message because you suggested a wording."),
    ),
    NotificationKind.ORIGINAL_REMARKED: KindWording(
        line=_("{name} remarks on this text, beside its translation."),
        alone=_("{name} remarks on “{title}”, beside its translation"),
        why=_("You receive this message because you are one of the editors."),
    ),
    NotificationKind.PHASE_BEGINS: KindWording(
        line=_("This time of the campaign has begun."),
        alone=_("The campaign: “{title}” has begun"),
        why=_("You receive this message because you take part in the campaign."),
    ),
    NotificationKind.WRITING_ENDS: KindWording(
        line=_("Writing ends in three days. A sentence is enough."),
        alone=_("The campaign: writing ends in three days"),
        why=_("You receive this message because you take part in the campaign."),
        greeting=_("Hello {person}. What you have begun waits under “My drafts”. A sentence is enough."),
    ),
    NotificationKind.WAVE_HALTED: KindWording(
        line=_("This wave of invitations has paused by itself: too many letters came back."),
        alone=_("Invitations have paused by themselves: too many letters of “{title}” came back"),
        why=_("You receive this message because you look after the invitations."),
        greeting=_("Hello {person}. The screen of the wave says which addresses it was, and lets you go on."),
    ),
}


def _number_in(place: str) -> str:
    """What follows the last colon of a place; of a translation, the name of its language."""
    number = place.rpartition(":")[2]
    if not place.startswith("translation:"):
        return number
    try:
        return str(get_language_info(number)["name_translated"])
    except KeyError:  # of the original, which has none
        return number


def in_words(kind: str, *, name: str, title: str, place: str, count: int = 1, alone: bool = False) -> str:
    """The sentence in the language of now. A title stands between quotation marks in it."""
    title = markup.inside_guillemets(title)
    return _filled(kind, alone=alone, name=name, title=title, number=_number_in(place), count=count)


def in_html(kind: str, *, name: str, title: str, place: str, count: int = 1, alone: bool = False) -> SafeString:
    """The same sentence, in which a title says its language."""
    title = escaped(first_language_words(markup.inside_guillemets(title)))
    number = escaped(_number_in(place))
    return SafeString(_filled(kind, alone=alone, name=escaped(name), title=title, number=number, count=count))


def _filled(kind: str, *, alone: bool, **values: str | int) -> str:
    words = KIND_WORDINGS[kind]
    return str((words.alone if alone else words.line).format(**values))


def heading(kind: str, *, title: str, place: str) -> str:
    """What its place is called in a list."""
    made = str(KIND_WORDINGS[kind].heading).format(title=title, number=_number_in(place))
    return f"{made} · {title}" if title and title not in made else made


def heading_html(kind: str, *, title: str, place: str) -> SafeString:
    """The same, in which a title says its language."""
    words = heading(kind, title=title, place=place)
    before, found, after = words.rpartition(title) if title else (words, "", "")
    return fill("{}{}{}", before, first_language_words(found), after)
