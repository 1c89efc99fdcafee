"""Absolute addresses of the site, and the signed one by which a person stops mail without signing in."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User

SALT = "notifications.unsubscribe"
PERSONAL, REST, CAMPAIGN = "personal", "rest", "campaign"
FIELDS = {
    PERSONAL: "mail_personal",
    REST: "mail_rest",
    CAMPAIGN: "mail_campaign",
}  # where a person's choice for each sort stands


def links_about_the_site(language: str) -> dict[str, str]:
    """Returns the addresses of the texts about the site in the language of a letter, by their names."""
    names = ("how_it_works", "privacy", "accessibility")
    return {name: f"{absolute_url(reverse(name))}?language={language}" for name in names}


def absolute_url(path: str) -> str:
    """A path of the site as a mail names it: with its host, in letters that every program takes for an address."""
    return settings.SITE_ADDRESS + quote(path, safe="/?&=%#~:@!$'()*+,;[]-._")


def unsubscribe_url(person: User, what: list[str]) -> str:
    """Stops mail of these sorts. It never expires: a letter may be read, and be too much, years later."""
    signed = signing.Signer(salt=SALT).sign("-".join([str(person.pk), *what]))
    return absolute_url(reverse("notifications:unsubscribe", args=[signed]))


def read_signed(signed: str) -> tuple[int, list[str]] | None:
    """Whose mail, and which; None for what this site has not signed."""
    try:
        person, *what = signing.Signer(salt=SALT).unsign(signed).split("-")
    except signing.BadSignature:
        return None
    return int(person), what
