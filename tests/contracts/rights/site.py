"""The home page, the settings of the site, its calendar."""

from tests.contracts.rights.roles import ADMINISTRATORS, EVERYBODY, SIGNED_IN

GET: dict[str, set[str]] = {
    "home": EVERYBODY,
    "favicon": EVERYBODY,
    "health_live": EVERYBODY,
    "health_ready": EVERYBODY,
    "set_up": EVERYBODY,  # home, once the site is set up
    "set_up_by_link": EVERYBODY,  # the token in the address says what it opens
    "site_settings": ADMINISTRATORS,
    "site_settings_history": ADMINISTRATORS,
    "privacy": EVERYBODY,
    "accessibility": EVERYBODY,
    "how_it_works": EVERYBODY,
    "public_texts": ADMINISTRATORS,
    "public_texts_history": ADMINISTRATORS,
    "public_text": ADMINISTRATORS,
    "calendar": ADMINISTRATORS,
    "calendar_proposal": ADMINISTRATORS,
    "calendar_history": ADMINISTRATORS,
    "phase_new": ADMINISTRATORS,
    "phase": ADMINISTRATORS,
    "phase_extend": ADMINISTRATORS,
    "phase_remove": ADMINISTRATORS,
    "campaign": SIGNED_IN,
    "room_by_code": EVERYBODY,
}

# Answered to POST alone; for the others, whoever may GET the form may also send it.
POST: dict[str, set[str]] = {
    "choose_language": EVERYBODY,
    "trial_letter": ADMINISTRATORS,
    "room_by_code": EVERYBODY,
}
