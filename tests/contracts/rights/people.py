"""Accounts, drafts, what people are told."""

from tests.contracts.rights.roles import ADMINISTRATORS, EVERYBODY, SIGNED_IN

GET: dict[str, set[str]] = {
    "account_login": EVERYBODY,
    "account_logout": EVERYBODY,
    "account_reset_password": EVERYBODY,
    "account_reset_password_done": EVERYBODY,
    "account_reset_password_from_key": EVERYBODY,
    "account_reset_password_from_key_done": EVERYBODY,
    "account_inactive": EVERYBODY,
    "account_signup": EVERYBODY,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "preferences": SIGNED_IN,
    "people": ADMINISTRATORS,
    "people_import": ADMINISTRATORS,
    "people_import_columns": ADMINISTRATORS,
    "people_import_report": ADMINISTRATORS,
    "people_import_refused": ADMINISTRATORS,
    "person_new": ADMINISTRATORS,
    "slip": EVERYBODY,  # the code that is sent says whose password it sets
    "person_edit": ADMINISTRATORS,
    "invitation": EVERYBODY,  # the signature in the address says whose password it sets
    "drafts:drafts": SIGNED_IN,
    "drafts:draft": SIGNED_IN,  # one of her own
    "notifications:notifications": SIGNED_IN,
    "notifications:notification": SIGNED_IN,  # one of her own, else her list
    "notifications:mail_choices": SIGNED_IN,
    "notifications:unsubscribe": EVERYBODY,  # the signature in the address says whose mail it stops
}

# Answered to POST alone; for the others, whoever may GET the form may also send it.
POST: dict[str, set[str]] = {
    "people_change": ADMINISTRATORS,
    "people_import_go_on": ADMINISTRATORS,
    "slips": ADMINISTRATORS,
    "people_import_undo": ADMINISTRATORS,
    "invitation_again": EVERYBODY,  # the signature in the address says who gets another
    "drafts:save_draft": SIGNED_IN,
    "drafts:discard_draft": SIGNED_IN,
    "notifications:mark": SIGNED_IN,
    "notifications:read": SIGNED_IN,
}
