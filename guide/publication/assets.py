"""The files that an edition takes along: style sheet, fonts, motifs, icons and script, under names made of their content.

An edition stores its own copies, so that it stays as it was when the site's look changes.
"""

import hashlib
import re
from pathlib import Path, PurePosixPath

URL = re.compile(r"""url\(\s*+(['"]?)([^'"()\s]++)\1\s*+\)""")
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)


class MissingAsset(LookupError):
    """A file of the built front end is not there; the message names it."""


class Assets:
    """Collects built files below `folder` and what they refer to.

    `files` maps the name inside the edition to the bytes; `names` maps the name in the folder to that name.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.files: dict[str, bytes] = {}
        self.names: dict[str, str] = {}

    def add(self, name: str) -> str:
        """Takes one file along, a style sheet with all that it shows, and returns its name in the edition."""
        if name not in self.names:
            content = self.read(name)
            if name.endswith(".css"):
                content = self.with_its_files(name, content.decode()).encode()
            self.names[name] = hashed(name, content)
            self.files[self.names[name]] = content
        return self.names[name]

    def add_if_built(self, name: str) -> str:
        """The same for a file that a build may leave out; an empty name then."""
        return self.add(name) if (self.folder / name).is_file() else ""

    def read(self, name: str) -> bytes:
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise MissingAsset(f"{name} is not in {self.folder.name}: build the front end first")
        return path.read_bytes()

    def with_its_files(self, name: str, css: str) -> str:
        """The style sheet with every address replaced by that of the copy beside it."""

        def address(match: re.Match[str]) -> str:
            target = match[2].strip()
            if ELSEWHERE.match(target):
                return match[0]
            path, mark, fragment = target.partition("#")
            return f'url("{self.add(beside(name, path))}{mark}{fragment}")'

        return URL.sub(address, css)


def beside(name: str, target: str) -> str:
    """The name of a file that is referred to from another one, without its query; "..", too, leads inside the folder."""
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / target.partition("?")[0]).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def hashed(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    return f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
