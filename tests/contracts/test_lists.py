"""What happens below wakes what stands above by lists in the settings: each function that one names is there."""

from __future__ import annotations

from django.utils.module_loading import import_string

from guide_project import settings
from tests.for_each import for_each

LISTS = sorted(name for name in dir(settings) if name.startswith(("ON_", "RUN_")))


def test_the_lists_are_found() -> None:
    assert {"ON_TEXT_CHANGED", "ON_EDITION_STEP", "ON_TIP_REWORDED", "RUN_PERIODICALLY"} <= set(LISTS)


@for_each("name", LISTS)
def test_each_function_that_a_list_of_the_settings_names_is_there(name: str) -> None:
    listed = getattr(settings, name)
    assert len(set(listed)) == len(listed) > 0
    assert [path for path in listed if not callable(import_string(path))] == []
