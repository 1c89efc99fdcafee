"""Which functions are called when something happens: settings with dotted paths, so that no layer imports a higher one.

They are called at once and in the same transaction, unless a comment says otherwise.
"""

# Called when a person changes how she appears.
ON_ATTRIBUTION_CHANGED = [
    "contributions.moderation.merging.splitting.refresh_bylines_of",
    "contributions.mentions.rerender_texts_that_mention",
    "contributions.watches.notify.stop_following_under_another_name",
    "guide.editions.name_removal.apply_attribution",
    "guide.builds.preview.state.forget_previews",
]
# Called when an account is stopped or opened again.
ON_ACCOUNT_STOPPED = [
    "contributions.moderation.first_contributions.log_stop",
    "campaign.training.registrations.free_seats_of",
    "contributions.mentions.rerender_after_stopping",
]
# Called with the settings of the site (campaign.site_settings.models) that were just saved.
ON_SITE_SETTINGS_CHANGED = [
    "campaign.site_settings.current.forget",
    "campaign.site_settings.public_guide.follow",
    "guide.editions.first_language.follow",
]
# Called after the commit, when somebody was told what she wants to have by e-mail at once.
ON_MAIL_DUE_AT_ONCE = ["notifications.mail.delivery.request_delivery_at_once"]
# Called with a person who is invited, by herself and not by a wave: she chooses her first password by a link.
ON_INVITATION = ["notifications.account_adapter.write_invitation"]
# Called with a letter of the outbox and the moment when it is sent: words it. By what the letter's key begins with.
LETTER_WRITERS = {
    "course": "learning.completions.content_of",
    "session": "campaign.training.letter_contents.content_of",
}
# Letters that no list names anybody by: whoever gets one has not begun a course.
LETTERS_OF_NOBODY = ["course"]
# Called with an attempt at a course, its content, and what has just happened in it (learning.attempts.responding).
ON_ATTEMPT_STEP = ["learning.statements.outbox.note"]
# Called when a person is erased: what only she needed goes.
ON_ERASURE = [
    "reporting.counting.forget_who_took_part",
    "accounts.allauth_erasure.erase_addresses_of",
    "accounts.admin.forget_name_in_admin_log",
    "accounts.people.forgetting.erase_lines_of",
    "drafts.models.erase_drafts_of",
    "notifications.retention.erase_notifications_of",
    "campaign.training.registrations.erase_registrations_of",
    "learning.badges.issued_badges.withdraw_badges_of",
    "learning.attempts.attempt_expiry.erase_attempts_of",
    "campaign.invitations.wave_figures.erase_invitations_of",
    "learning.statements.outbox.forget_statements_of",
    "contributions.watches.models.erase_watches_of",
    "contributions.feeds.models.erase_feed_tokens_of",
    "guide.editions.name_removal.remove_name",
    "guide.builds.preview.state.forget_previews",
]
# Called with a tip whose words have just changed and the HTML that they had before.
ON_TIP_REWORDED = [
    "guide.sources.ties.transfer_ties",
    "guide.reviewing.steps.reset_review",
]
# Called with a consent to a quotation that has just been taken back.
ON_CONSENT_WITHDRAWN = [
    "guide.editions.name_removal.apply_withdrawn_consent",
    "guide.builds.preview.state.forget_previews",
]
# Called with an edition that is out and names somebody otherwise from now on.
ON_NAMES_CHANGED = [
    "guide.builds.build.take_out_of_service",
    "guide.distribution.channel_files.remake_channel_files",
]
# Called with each step in the life of an edition (guide.editions.steps.EditionStep).
ON_EDITION_STEP = [
    "guide.editions.scheduling.set_clock",
    "guide.builds.build.follow",
    "learning.courses.course_settings.follow",
    "learning.attempts.edition_withdrawal.notify_learners",
    "reporting.campaign_report.freeze_figures",
]
# Called by the worker, after a change of a text is committed, with a contributions.events.Event.
ON_TEXT_CHANGED = [
    "contributions.watches.notify.notify_watchers",
    "contributions.authorship.sync_authorship",
    "contributions.questions.room_questions.recount_answers",
    "contributions.page_views.sync_theme",
    "contributions.passages.relocate_passages",
    "search.index.reindex",
    "contributions.moderation.patrols.queue_for_patrol",
    "contributions.moderation.first_contributions.welcome",
    "contributions.recent_changes.entries.compact_versions_of_lists",
    "guide.decisions.submission_sync.sync_submission",
    "guide.drift.answers.notice",
]
# What there is in a language of the guide: its texts and editions stand above the settings of the site.
LANGUAGE_USE = "guide.translating.models.use_of"
# A module that stores the slides of sessions: what opens files that people send stands above the campaign.
SLIDES_STORE = "contributions.uploads.slides_store"
# Makes the picture of a video anew: what opens files that people send stands above the campaign.
POSTER_ENCODER = "contributions.uploads.logo.encode_poster"
# Prints a sheet while a request waits: the campaign stands below what makes files.
SHEET_PRINTER = "guide.builds.sheet_printing.print_sheet"
# The form of a video: the pages to which it leads stand above the campaign.
VIDEO_FORM = "contributions.views.videos.VideoWithPagesForm"
