"""The kinds of what people are told, and which are addressed to the person herself. `kind_wordings` words them."""

from enum import StrEnum

DAYS_WORTH_MAILING = 8  # what is older is read in the site, or not at all


class NotificationKind(StrEnum):
    """Adding one takes its words in `kind_wordings`, and nothing else."""

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
    MAIL_AWAY = "mail_away"
    LETTERS_TO_SETTLE = "to_settle"
    KEPT_AS = "kept_as"
    OBJECTED = "objected"
    CONSENT = "consent"
    CONSENTED = "consented"
    TO_REVIEW = "to_review"
    DUE = "due"
    REMARKED = "remarked"
    COURSE_REMARKED = "c_remarked"
    REMARK_ANSWERED = "r_answered"
    REMARK_REOPENED = "r_reopened"
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
    WORDING_SUGGESTED = "wording_new"
    WORDING_TAKEN = "wording_taken"
    WORDING_REFUSED = "wording_not"
    ORIGINAL_REMARKED = "tr_remarked"
    PHASE_BEGINS = "phase_begins"
    WRITING_ENDS = "writing_ends"
    WAVE_HALTED = "wave_halted"
    VIDEO_READY = "video_ready"
    VIDEO_FAILED = "video_failed"
    SEAT_GIVEN = "seat_given"
    SEAT_AWAITED = "seat_awaited"
    SEAT_TAKEN_BACK = "seat_back"
    SESSION_CHANGED = "s_changed"
    SESSION_CANCELLED = "s_cancelled"
    SESSION_SOON = "s_soon"
    COURSE_WITHDRAWN = "c_withdrawn"
    COURSE_BACK = "c_back"


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
    NotificationKind.LETTERS_TO_SETTLE,
    NotificationKind.KEPT_AS,
    NotificationKind.OBJECTED,
    NotificationKind.CONSENT,
    NotificationKind.CONSENTED,
    NotificationKind.TO_REVIEW,
    NotificationKind.DUE,
    NotificationKind.REMARKED,
    NotificationKind.COURSE_REMARKED,
    NotificationKind.REMARK_ANSWERED,
    NotificationKind.REMARK_REOPENED,
    NotificationKind.APPROVED,
    NotificationKind.POLL,
    NotificationKind.ORDERED,
    NotificationKind.TRANSLATION_SENT,
    NotificationKind.TRANSLATION_APPROVED,
    NotificationKind.TRANSLATION_SENT_BACK,
    NotificationKind.WORDING_TAKEN,
    NotificationKind.WORDING_REFUSED,
    NotificationKind.ORIGINAL_REMARKED,
    NotificationKind.WAVE_HALTED,
    NotificationKind.VIDEO_READY,
    NotificationKind.VIDEO_FAILED,
    NotificationKind.SEAT_GIVEN,
    NotificationKind.SEAT_AWAITED,
    NotificationKind.SEAT_TAKEN_BACK,
    NotificationKind.SESSION_CHANGED,
    NotificationKind.SESSION_CANCELLED,
    NotificationKind.SESSION_SOON,
    NotificationKind.COURSE_WITHDRAWN,
    NotificationKind.COURSE_BACK,
}
# Sent off one after the other, fifteen texts in a row: one letter tells of them, once nothing more has come for some minutes.
IN_A_ROW = {
    NotificationKind.TO_REVIEW,
    NotificationKind.APPROVED,
    NotificationKind.TRANSLATION_SENT,
    NotificationKind.TRANSLATION_APPROVED,
}
# Which no list shows to others: they say of a person that she learns with a course.
OF_NOBODY = {NotificationKind.COURSE_WITHDRAWN, NotificationKind.COURSE_BACK}
# Of the calendar: to everybody alike, in a rhythm of their own.
CAMPAIGN = {NotificationKind.PHASE_BEGINS, NotificationKind.WRITING_ENDS}
# Whose excerpt is not the words of the actor.
UNSIGNED = {
    NotificationKind.COURSE_WITHDRAWN,
    NotificationKind.COURSE_BACK,
    NotificationKind.INCORPORATED,
    NotificationKind.PROMOTED,
    NotificationKind.NOT_KEPT,
    NotificationKind.KEPT_AS,
    NotificationKind.WELCOME,
    NotificationKind.SETTLED,
    NotificationKind.NO_PDF,
    NotificationKind.CONSENT,
    NotificationKind.REMARK_REOPENED,
    NotificationKind.DRIFTED,
    NotificationKind.ORDERED,
    NotificationKind.WORDING_TAKEN,
    NotificationKind.WORDING_REFUSED,
}
# Whose excerpt is in the language of a translation, which the place says.
TRANSLATED = {NotificationKind.WORDING_SUGGESTED, NotificationKind.WORDING_TAKEN, NotificationKind.WORDING_REFUSED}
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
    NotificationKind.MAIL_AWAY,
}
