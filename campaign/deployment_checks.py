"""What a site lacks before people come to it: `manage.py check --deploy --database default` names each thing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from campaign.set_up_links import has_administrator
from campaign.site_settings.models import SiteSettings

LINK = "Open the link that `manage.py set_up_link` prints."


@register(Tags.security, deploy=True)
def the_machine_knows_its_address(**_kwargs: Any) -> list[CheckMessage]:
    if settings.SITE_ADDRESS:
        return []
    hint = "Set it in the environment, such as https://guide.example."
    return [Error("SITE_ADDRESS is not set: letters and printed codes lead there.", hint=hint, id="campaign.E001")]


@register(Tags.database, deploy=True)
def the_site_is_set_up(**_kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not SiteSettings.objects.exists():
        words = "Nobody has said what the campaign is called, who publishes it, and from which address letters come."
        found.append(Error(words, hint=LINK, id="campaign.E002"))
    if not has_administrator():
        found.append(Error("There is no administrator.", hint=LINK, id="campaign.E003"))
    return found
