"""Which screens each role has to come to by what the screens offer, in one of the states that the steps lead through."""

from __future__ import annotations

from tests.contracts.rights import GET
from tests.contracts.world import ACCOUNTS

ROLES = {"visitor": ""} | ACCOUNTS
BY_LINK = {
    "reviewer": {"guide:review_by_link", "guide:review_picture"},
    "agency": {"guide:agency_page", "guide:agency_qr"},
}
"""What somebody without an account reaches who was sent a link."""

FOR_MACHINES = {
    "badges:issuer",
    "badges:key",
    "badges:keys",
    "badges:picture",
    "badges:withdrawn",
    "favicon",
    "guide:robots",
    "guide:sitemap",
    "health_live",
    "health_ready",
    "well_known_keys",
}
FOR_SCRIPTS = {
    "contributions:box_tools",
    "contributions:comment_answers",  # a long thread is shown whole without a script
    "contributions:people",
    "contributions:wiki_titles",
    "invitations:wave_count",
    "search:suggestions",
    "training:check_in_list",
    "training:check_in_worker",
    "training:room_list",
    "training:room_desk_list",
    "training:speaker_list",
}
MAILED_OR_PRINTED = {
    "slip",
    "account_reset_password_from_key",
    "invitation",
    "set_up_by_link",
    "notifications:unsubscribe",
    "invitations:opt_out",
    "guide:review_by_link",
    "guide:review_picture",
    "guide:review_picture_width",
    "guide:agency_page",
    "guide:agency_file",
    "guide:agency_qr",
    "guide:short_link",
    "guide:short_link_in_language",
    "guide:short_link_to_file",
    "room_short",  # of a session, on the wall
    "training:room",
    "guide:self_check_embedded",  # copied into the pages of other sites
    "guide:former_self_check_embedded",
    "guide:former_self_check_page",
    "badges:badge",  # a learner shows it to whom she likes
    "badges:achievement",
    "badges:credential",
    "badges:png",
    "badges:svg",
}
AFTER_SENDING = {
    "account_inactive",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "contributions:feed_sessions",
    "contributions:feed_watchlist",  # the address is given once, with its token
    "contributions:report_status",  # the thanks for a report lead there
    "guide:edition_form_file",  # once the forms have been made
    "guide:edition_form_pages",
    "guide:print_run_file",  # once a print run has its file
}
AT_ODD_HOURS = {
    "account_signup": "nobody signs up",
    "people_import_columns": "accounts/people/_import_acts.html",
    "people_import_report": "accounts/people/import.html",
    "people_import_refused": "accounts/people/import_report.html",
    "set_up": "every page leads to it before the site is set up",
    "account_set_password": "whoever changes a password and has none is led there",
    "guide:editions_compare": "guide/editions/editions.html",
    "guide:edition_add_language": "guide/editions/languages/_list.html",
    "guide:edition_added_preview": "guide/editions/languages/confirm.html",
    "guide:edition_publish": "guide/editions/edition.html",
    "guide:edition_publish_now": "guide/editions/publish.html",
    "contributions:roll_back": "contributions/moderation/_log_entry.html",
    "calendar_proposal": "campaign/calendar/calendar.html",
    "phase_new": "campaign/calendar/calendar.html",
    "phase_extend": "campaign/calendar/phase.html",
    "phase_remove": "campaign/calendar/phase.html",
    "contributions:logo": "a picture of the demo's publisher, which has none",
}
"""What the demo has no occasion for: the template in which the link stands, or why there is none."""
INSTEAD = {
    "guide:translation_suggest": {"translator", "editor", "administrator"},  # who write the translation itself
    "account_login": set(ROLES) - {"visitor"},
    "account_reset_password": set(ROLES) - {"visitor"},
    "account_logout": set(ROLES),  # a form, for whoever is signed in
}
"""Who needs no way to it, since she has another."""


def expected(role: str) -> set[str]:
    """The names that she has to come to."""
    exceptions = FOR_MACHINES | FOR_SCRIPTS | MAILED_OR_PRINTED | AFTER_SENDING | AT_ODD_HOURS.keys()
    return {name for name, who in GET.items() if role in who and role not in INSTEAD.get(name, ())} - exceptions
