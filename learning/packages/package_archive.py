"""The ZIP of a package: its bytes depend on the course, the format and the built front end alone."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from guide.publication.archive import EPOCH, READABLE
from guide.publication.assets import Assets
from learning.document import Course
from learning.packages.manifests import NAMES, PAGE, PackageFormat, manifest
from learning.packages.package_page import captions_file, page
from learning.version_files import stored_file

STYLES: Final = "package.css"
SCRIPT: Final = "learning-package.js"
_COMPRESSED_ALREADY: Final = (".webp", ".png", ".jpg", ".mp4", ".webm")

type Content = bytes | Path


def package_files(
    course: Course, format: PackageFormat, *, activity: str, assets: Path, media: Path
) -> dict[str, Content]:
    """Returns what the package of a course holds, by name.

    `activity` is the address that names this course to record stores, `assets` the built front end, and `media` the folder in
    which the files of the course lie. Raises MissingFile and MissingAsset.
    """
    built = Assets(assets)
    styles, script = built.add(STYLES), built.add(SCRIPT)
    html = page(course, format, activity=activity, styles=styles, script=script)
    files: dict[str, Content] = {PAGE: html.encode(), **built.files, **_media(course, media)}
    files[NAMES[format]] = manifest(course, format, files=files, activity=activity)
    return files


def write_package(files: Mapping[str, Content], file: BinaryIO) -> None:
    """Writes a ZIP without a clock or a machine in it; large files do not pass through memory as a whole."""
    with zipfile.ZipFile(file, "w") as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = READABLE
            is_stored = name.endswith(_COMPRESSED_ALREADY)
            entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            with _opened(files[name]) as content, made.open(entry, "w") as target:
                shutil.copyfileobj(content, target)


def _opened(content: Content) -> BinaryIO:
    return content.open("rb") if isinstance(content, Path) else io.BytesIO(content)


def _media(course: Course, media: Path) -> dict[str, Content]:
    files: dict[str, Content] = {name: stored_file(media, stored) for name, stored in course.pictures.items()}
    for lesson in course.lessons:
        for video in lesson.videos:
            files |= {name: stored_file(media, name) for name in (video.film, video.poster) if name}
            if video.captions:
                files[captions_file(video)] = video.captions.encode()
    return files
