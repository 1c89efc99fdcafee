"""What the site publishes about its badges: who issues them, for what, by which keys, and which it has taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from campaign.site_settings.current import current_settings
from campaign.site_settings.public_guide import guide_is_public
from learning.badges import credentials
from learning.badges.credentials import Json
from learning.badges.models import WithdrawnBadge
from learning.badges.pictures import INK
from learning.courses.models import CourseVersion
from learning.document import Course as CourseContent
from learning.document import LessonTip
from notifications.mail.absolute_urls import absolute_url
from themes.models import Theme

MARKS: Final = re.compile(r"([\\`*_{}\[\]<>()#+.!|~-])")  # that Markdown would read


def issuer_address() -> str:
    return absolute_url(reverse("badges:issuer"))


def issuer() -> Json:
    """Returns the profile of whoever answers for this site."""
    site = current_settings()
    return credentials.issuer_profile(
        id=issuer_address(), name=site.publisher or site.name, url=absolute_url(reverse("home"))
    )


def status_list_address() -> str:
    return absolute_url(reverse("badges:withdrawn"))


def status_list() -> Json:
    """Returns the list of the badges that were taken back."""
    revoked = [badge_address(one) for one in WithdrawnBadge.objects.order_by("pk").values_list("uuid", flat=True)]
    return credentials.revocation_list(id=status_list_address(), issuer=issuer_address(), revoked=revoked)


def badge_address(uuid: object) -> str:
    return absolute_url(reverse("badges:badge", args=[uuid]))


def achievement_address(version: CourseVersion, language: str) -> str:
    return absolute_url(reverse("badges:achievement", args=[version.pk, language]))


def achievement(version: CourseVersion, content: CourseContent, other_languages: list[str]) -> Json:
    """Returns what a badge of this version says was achieved, in the language of its content."""
    address = achievement_address(version, content.language)
    related = [_related(version, language) for language in other_languages]
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "Course",
        "inLanguage": content.language,
        "version": str(content.version),
        "name": content.title,
        "description": content.description or content.title,
        "criteria": {"id": address, "narrative": narrative(content)},
        "image": {"id": absolute_url(reverse("badges:picture")), "type": "Image"},
        **({"related": related} if related else {}),
    }


def _related(version: CourseVersion, language: str) -> Json:
    """The same achievement in another language."""
    return {"id": achievement_address(version, language), "type": ["Related"], "inLanguage": language}


def criteria(content: CourseContent) -> str:
    """Says in the language of the course what had to be done."""
    with translation.override(content.language):
        return ngettext(
            "At least %(percent)s%% of %(count)s question answered correctly.",
            "At least %(percent)s%% of %(count)s questions answered correctly.",
            content.number_of_items,
        ) % {"percent": content.pass_mark, "count": content.number_of_items}


def tips(content: CourseContent) -> Iterator[LessonTip]:
    """Returns the tips that the course teaches, each once; none where only colleagues read the guide."""
    if guide_is_public():
        yield from {tip.reference: tip for lesson in content.lessons for tip in lesson.tips}.values()


def narrative(content: CourseContent) -> str:
    """Returns the criteria with the tips, as the Markdown that the specification allows there."""
    listed = "".join(f"\n- {MARKS.sub(r'\\\1', tip.title)}" for tip in tips(content))
    return f"{criteria(content)}\n{listed}" if listed else criteria(content)


def colours() -> tuple[str, ...]:
    """Returns the colours of the themes in their order, with which the badge is drawn."""
    return tuple(theme.fill for theme in Theme.objects.order_by("number").only("paper")) or (INK,)
