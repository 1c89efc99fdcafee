"""The DokuWiki that is measured in the same run: filled, served, with everybody signed in; and where each part is in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from setup.console import Missing, say
from tests.benchmarks import asking
from tests.benchmarks.browsers import Browser
from tests.benchmarks.crowd.dokuwiki import content, people, server
from tests.benchmarks.crowd.dokuwiki.content import Content
from tests.benchmarks.crowd.measuring import Crowd, Times
from tests.benchmarks.crowd.parts import CROWD
from tests.benchmarks.parts import Place

HAS_NONE = {"crowd-desk"}
"""Parts of which DokuWiki has nothing alike."""
SIGNS = {
    "crowd-even": "<h2",
    "crowd-home": "Accueil",
    "crowd-list": "doku.php?id=t",
    "crowd-changes": "do=diff",
    "crowd-history": 'name="rev2[]"',
    "crowd-form": "dw__editform",
    "crowd-search-first": "search_",
    "crowd-diff": "diff-deletedline",
    "crowd-diff-first": "diff-deletedline",
    "crowd-save": "<h2",
}
"""What stands in a screen that is the one it is asked for."""


@contextmanager
def dokuwiki(environment: dict[str, str], size: str, ours: dict[str, Place], times: Times) -> Iterator[Crowd | None]:
    """None, and a line that says why, where it cannot be had."""
    try:
        fpm = server.find()
    except Missing as problem:
        say(f"DokuWiki is left out: {problem}.")
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="bench-dokuwiki-") as name:
        folder = Path(name)
        names = [f"p{number}" for number in range(len(ours["crowd-even"].cookies))]
        server.configure(folder, people.users(names))
        asking.inside(environment, "export", size, str(folder / "texts.json"))
        filled = content.write(folder / "texts.json", folder / "data")
        server.hand_over(folder)
        say("Building DokuWiki’s index")
        server.index(folder)
        with server.served(folder, fpm) as processes:
            cookies = [people.signed_in(server.PORT, name) for name in names]
            places = {name: placed(name, ours[name], filled, cookies) for name in CROWD if name not in HAS_NONE}
            check(places)
            yield Crowd(server.PORT, places, {"server": processes}, times, people.FORM, people.write)


def check(places: dict[str, Place]) -> None:
    """Raises Missing where a screen is another than the one that ours is compared with: a refusal is quick as well."""
    for name, sign in SIGNS.items():
        for path in places[name].paths[:: max(1, len(places[name].paths) // 3)]:
            page = Browser(server.PORT, places[name].cookies[-1]).get(path)
            if sign not in page:
                raise Missing(f"DokuWiki shows something else at {path} than {name}")


def placed(name: str, ours: Place, filled: Content, cookies: list[str]) -> Place:
    """The same in DokuWiki; of a wiki that is too large to be copied, what was copied."""
    paths = list(dict.fromkeys(filter(None, (address(path, filled) for path in ours.paths))))
    return Place(paths, cookies[-1:] if name == "crowd-one" else cookies, is_alone=ours.is_alone)


def address(path: str, filled: Content) -> str:
    """Where DokuWiki has what our wiki has at this address; nothing where it was not copied."""
    parts = urlsplit(path)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.path in CHANGES:
        return f"/doku.php?id=start{CHANGES[parts.path]}"
    if parts.path == "/search/":
        return f"/doku.php?{urlencode({'id': 'start', 'do': 'search', 'q': asked['q']})}"
    if parts.path in filled.namespaces:
        return f"/doku.php?id=start&do=index&idx={filled.namespaces[parts.path]}"
    page, what = page_and(parts.path)
    if page not in filled.ids:
        return ""
    return f"/doku.php?id={filled.ids[page]}{screen(what, asked, filled.dates)}"


CHANGES = {"/": "", "/recent-changes/": "&do=recent"}


def page_and(path: str) -> tuple[str, str]:
    """The address of a page, and which of its screens it is."""
    for what in ("edit", "history", "diff"):
        if path.endswith(f"/{what}/"):
            return path.removesuffix(f"{what}/"), what
    return path, ""


def screen(what: str, asked: dict[str, str], dates: list[int]) -> str:
    if what == "edit":
        return "&do=edit"
    if what == "history":
        before = int(asked.get("before", len(dates)))
        return f"&do=revisions&first={max(0, len(dates) - before)}"
    if what == "diff":
        older, newer = (dates[int(asked[name]) - 1] for name in ("older", "newer"))
        return "&do=diff&" + urlencode({"rev2[0]": older, "rev2[1]": newer})
    return ""
