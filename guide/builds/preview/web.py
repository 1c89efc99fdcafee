"""The web page of an edition in preparation, as its editors see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from guide.builds.build import materials_of
from guide.builds.disk import write_all
from guide.editions import Edition
from guide.publication.document import Guide
from guide.publication.forms import FORMS


def web_files(edition: Edition, guide: Guide) -> Mapping[str, bytes]:
    """The folder of the web page, as a preview shows it: nothing to download is there yet."""
    materials = replace(materials_of(edition, guide.language), downloads=())
    return FORMS["web"].make(guide, materials)


def preview_folder() -> Path:
    """What previews show: style sheets, fonts and pictures, named after their content, so that all previews share them."""
    return Path(settings.EDITIONS_ROOT) / "preview"


def store_preview(files: Mapping[str, bytes]) -> None:
    """Writes those files of a preview that are not there yet."""
    folder = preview_folder()
    write_all(folder, {name: content for name, content in files.items() if not (folder / name).is_file()})
