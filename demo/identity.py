"""What the organisation of the demo decides of its site, as its administrator fills it in."""

from __future__ import annotations

from accounts.models import User
from campaign.site_settings.models import SiteSettings

LANGUAGE = "fr"
TIME_ZONE = "Europe/Paris"
IDENTITY = {
    "name": "Bon sens numérique",
    "subtitle": "vingt conseils écrits par ceux qui en ont eu besoin",
    "language": LANGUAGE,
    "other_languages": ["en", "it", "ja"],
    "time_zone": TIME_ZONE,
    "publisher": "Mutuelle des Deux Rives",
    "address": "bonsens.deuxrives.example",
    "sender_address": "bonsens@deuxrives.example",
    "contact_address": "donnees@deuxrives.example",
    "guide_is_public": True,
    "answer_days": 3,
    "is_not_for_sale": True,
}


def introduce(*, by: User) -> None:
    SiteSettings().decide(IDENTITY, by=by)
