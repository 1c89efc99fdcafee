"""The words of each kind of notification, in English; `notification_text` puts names, titles and numbers into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from notifications.kinds import NotificationKind

GREETING = _("Hello {person}.")
NOBODY = _("The site")
OF_A_COURSE = _("You receive this message because you have begun this course.")
OF_A_VIDEO = _("You receive this message because you look after this video.")
OF_A_SESSION = _("You receive this message because you registered for this session.")


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
        greeting=_(
            "Hello {person}. The editors promoted what you wrote. Here is the exact text, as it will be printed."
        ),
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
        alone=_("A file of edition {number} could not be created."),
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
        line=_("A background task has failed, and will not be tried again."),
        alone=_("A background task has failed: {title}"),
        why=_("You receive this message because you are an administrator. Each kind of task is reported once a day."),
        greeting=_(
            "Hello {person}. The list of tasks says why it failed. What it was to do is done when you run it again."
        ),
    ),
    NotificationKind.MAIL_AWAY: KindWording(
        line=_("The mail server does not answer. Letters wait, and go out as soon as it is back."),
        alone=_("The mail server does not answer: letters wait until it is back"),
        why=_("You receive this message because you are an administrator. Each outage is reported once."),
        heading=_("Letters"),
    ),
    NotificationKind.LETTERS_TO_SETTLE: KindWording(
        line=_("Some letters have failed, or may not have arrived: decide whether they are sent again."),
        alone=_("Some letters have failed, or may not have arrived"),
        why=_("You receive this message because you are an administrator. It comes once a day at most."),
        heading=_("Letters"),
        greeting=_("Hello {person}. The list of letters says what happened to each, and lets you send it again."),
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
    NotificationKind.COURSE_REMARKED: KindWording(
        line=_("{name} remarks on this text of a course."),
        alone=_("{name} remarks on “{title}”, in a course"),
        why=_("You receive this message because you wrote this text."),
    ),
    NotificationKind.REMARK_ANSWERED: KindWording(
        line=_("{name} has answered your remark."),
        alone=_("{name} has answered your remark on “{title}”"),
        why=_("You receive this message because you made this remark."),
    ),
    NotificationKind.REMARK_REOPENED: KindWording(
        line=_("{name} has opened a remark again: it waits for an answer."),
        alone=_("{name} has opened a remark on “{title}” again"),
        why=_("You receive this message because you made this remark, answered it, or wrote the text."),
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
    NotificationKind.WORDING_REFUSED: KindWording(
        line=_("{name} has read the wording that you suggested, and leaves the text as it is ({number}). Thank you."),
        alone=_(
            "{name} has read the wording that you suggested for “{title}”, and leaves the text as it is ({number})."
            " Thank you."
        ),
        why=_("You receive this message because you suggested a wording."),
    ),
    NotificationKind.WORDING_SUGGESTED: KindWording(
        line=ngettext_lazy(
            "{name} suggests another wording ({number}).", "{name} suggests {count} other wordings ({number}).", "count"
        ),
        alone=ngettext_lazy(
            "{name} suggests another wording for the translation of “{title}” ({number})",
            "{name} suggests {count} other wordings for the translation of “{title}” ({number})",
            "count",
        ),
        why=_("You receive this message because you translate the guide."),
    ),
    NotificationKind.ORIGINAL_REMARKED: KindWording(
        line=_("{name} remarks on this text, beside its translation."),
        alone=_("{name} remarks on “{title}”, beside its translation"),
        why=_("You receive this message because you are one of the editors."),
    ),
    NotificationKind.PHASE_BEGINS: KindWording(
        line=_("This phase of the campaign has begun."),
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
    NotificationKind.VIDEO_READY: KindWording(
        line=_("This video has been converted and can be watched now."),
        alone=_("The video “{title}” has been converted"),
        why=OF_A_VIDEO,
    ),
    NotificationKind.VIDEO_FAILED: KindWording(
        line=_("The file of this video could not be converted."),
        alone=_("The file of the video “{title}” could not be converted"),
        why=OF_A_VIDEO,
        greeting=_("Hello {person}. The page of the video says why and what you can do."),
    ),
    NotificationKind.SEAT_GIVEN: KindWording(
        line=_("You have a seat at this session."),
        alone=_("You have a seat: “{title}”"),
        why=OF_A_SESSION,
    ),
    NotificationKind.SEAT_AWAITED: KindWording(
        line=_("You are on the waiting list of this session."),
        alone=_("You are on the waiting list: “{title}”"),
        why=OF_A_SESSION,
    ),
    NotificationKind.SEAT_TAKEN_BACK: KindWording(
        line=_("The organisers have taken you off the list of this session."),
        alone=_("You are no longer registered: “{title}”"),
        why=OF_A_SESSION,
    ),
    NotificationKind.SESSION_CHANGED: KindWording(
        line=_("The time, the place or the title of this session has changed."),
        alone=_("Something has changed: “{title}”"),
        why=OF_A_SESSION,
    ),
    NotificationKind.SESSION_CANCELLED: KindWording(
        line=_("This session does not take place."),
        alone=_("Session cancelled: “{title}”"),
        why=OF_A_SESSION,
    ),
    NotificationKind.SESSION_SOON: KindWording(
        line=_("This session takes place soon, and you have a seat."),
        alone=_("Soon, and you have a seat: “{title}”"),
        why=OF_A_SESSION,
    ),
    NotificationKind.COURSE_WITHDRAWN: KindWording(
        line=_("The edition of the guide that this course teaches was withdrawn: the course is closed."),
        alone=_("The course “{title}” is closed: its edition of the guide was withdrawn"),
        why=OF_A_COURSE,
    ),
    NotificationKind.COURSE_BACK: KindWording(
        line=_("The edition of the guide that this course teaches is back: you can go on where you were."),
        alone=_("The course “{title}” goes on: its edition of the guide is back"),
        why=OF_A_COURSE,
    ),
}
