"""What the background worker does by the clock, and which lost tasks it runs again: settings with dotted paths of functions."""

# Called by `manage.py run_periodic`, one after the other; each knows itself what is due.
RUN_PERIODICALLY = [
    "reporting.nightly_run.publish_what_is_due",
    "campaign.training.letter_contents.remind_of_sessions",
    "campaign.training.room.voters.forget_votes",
    "campaign.training.attendance.forget_attendance",
    "campaign.training.slides.clear_away_slides",
    "notifications.mail.delivery.deliver_what_is_due",
    "notifications.mail.mail_server.tell_of_trouble",
    "notifications.retention.delete_expired_notifications",
    "campaign.invitations.bounces.fetch_bounces",
    "campaign.invitations.wave_figures.settle_and_forget",
    "accounts.people.forgetting.forget_old_lines",
    "accounts.sessions.forget_expired",
    "accounts.sign_in_limits.forget_tries",
    "drafts.models.delete_expired_drafts",
    "contributions.uploads.cleanup.clear_unused_uploads",
    "campaign.videos.file_cleanup.remove_unused_files",
    "contributions.cache_versions.models.compact_cache_versions",
    "common.caching.file_store.forget_old_pages",
    "guide_project.server.task_recovery.run_lost_tasks_again",
    "guide_project.server.task_recovery.forget_done_tasks",
    "guide_project.server.task_recovery.notify_of_failures",
    "search.index.repair",
    "search.zero_results.forget_old",
    "guide.decisions.submission_sync.sync_all",
    "guide.decisions.conversation.notify_due",
    "guide.drift.answers.check_late_sources",
    "guide.candidates.polls.close_what_is_due",
    "guide.reviewing.steps.remind_what_is_due",
    "guide.reviewing.fetching.check_what_is_due",
    "guide.distribution.visit_counter.forget_readers",
    "guide.editions.scheduling.publish_what_is_due",
    "campaign.site_settings.public_guide.mark_as_decided",
    "guide.builds.missing.request_missing_files",
    "guide.builds.missing.request_lost_builds",
    "guide.distribution.ordering.write_due",
    "campaign.calendar.situation.announce_what_is_due",
    "learning.attempts.attempt_expiry.forget_attempts",
    "learning.statements.outbox.forget_old_statements",
    "learning.statements.statement_delivery.request_delivery",
]
# Called every few seconds by the background worker for what people wait for, between its tasks.
RUN_OFTEN = [
    "guide_project.server.task_recovery.run_lost_tasks_again",
    "guide.builds.missing.restart_killed_builds",
]
# Called every few seconds by the background worker that sends letters, which may wait for the mail server.
RUN_OFTEN_WITH_LETTERS = [
    "notifications.mail.delivery.deliver_late_letters",
    "campaign.invitations.sending.send_for_a_while",
]
# Tasks that can be done twice without harm: one that was lost is run again (guide_project/server/task_recovery.py).
TASKS_DONE_AGAIN = [
    "accounts.people.bulk_changes.carry_out",
    "accounts.people.bulk_changes.undo",
    "accounts.people.bulk_changes.change_people",
    "campaign.videos.conversion.convert",
    "contributions.events.dispatch",
    "contributions.rerendering.try_again",
    "contributions.pages.page_links.render_pages_that_link",
    "contributions.pages.page_links.render_again",
    "contributions.uploads.tasks.render_texts_with_image",
    "contributions.mentions.render_texts_that_mention",
    "contributions.watches.notify.forget_that_she_was_followed",
    "contributions.moderation.rolling_back.requesting.look_up",
    "contributions.moderation.rolling_back.requesting.carry_out",
    "guide.builds.build.make_file",
    "guide.builds.preview.building.make_preview_forms",
    "guide.editions.scheduling.publish_at_its_time",
    "guide.distribution.channel_files.make_again",
    "guide.distribution.channel_files.make_channel_file",
    "guide.translating.machine.proposals.propose_for_text",
    "learning.statements.statement_delivery.send_statements",
    "notifications.account_adapter.write_reset_letters",
    "notifications.mail.delivery.deliver_at_once",
    "reporting.nightly_run.publish_night",
]
# Lost with three workers, these leave no failed task: guide/builds/missing.py asks for their file anew, or marks it as failed.
TASKS_ASKED_ANEW = ["guide.builds.build.make_file"]
