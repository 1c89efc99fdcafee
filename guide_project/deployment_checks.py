"""What the languages of the interface lack: `manage.py check --deploy` says it, as each start does."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from guide_project.interface_languages import look_at, own_languages

HINT = "`manage.py languages` names what is missing; docs/languages.md says what to do."


@register(Tags.translation, deploy=True)
def languages_are_complete(**_kwargs: Any) -> list[CheckMessage]:
    found = [look_at(language)[1] for language in own_languages()]
    return [Warning(one.summary + ".", hint=HINT, id="guide_project.W001") for one in found if not one.is_complete]
