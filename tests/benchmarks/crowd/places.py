"""Where each part of a crowd is, in a wiki that was filled for it, and the sessions of 200 people. Needs Django."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from contributions.models import Page
from tests.benchmarks.crowd.parts import COLD
from tests.benchmarks.parts import Place
from tests.benchmarks.places import (
    FIRST_SEEN,
    addresses,
    client_of,
    differences,
    first_searches,
    pages_of_history,
    postmaster,
    searching,
)
from tests.benchmarks.sizes import CROWD, CROWD_EDITORS, MOST_COMMENTS, Size, comments_of, pages_of_savers, spread
from themes.models import Theme

EVENLY, RESTARTED = 1_000, 200


def plan(size: Size) -> dict[str, Any]:
    """Every place, with sessions that are begun for it, and the postmaster's process where the database has one."""
    people = User.objects.order_by("pk")[:CROWD]
    cookies = [client_of(person).cookies.output(attrs=[], header="", sep=";").strip() for person in people]
    return {"places": places(size, cookies), "postmaster": postmaster()}


def places(size: Size, cookies: list[str]) -> dict[str, Place]:
    keys = list(Page.objects.order_by("pk").values_list("pk", flat=True))[: size.pages]
    everything = addresses(keys)
    ordinary = everything[size.history_page + 1 :]
    even = spread(ordinary, EVENLY)
    of_savers = [[everything[number] for number in some] for some in pages_of_savers(size)]
    history = everything[size.history_page]
    paths = {
        "crowd-one": even[:1],
        "crowd-even": even,
        "crowd-zipf": ordinary,
        "crowd-home": ["/"],
        "crowd-list": [theme.get_absolute_url() for theme in Theme.objects.all()],
        "crowd-changes": ["/recent-changes/"],
        "crowd-history": pages_of_history(history, size.history),
        "crowd-form": [f"{path}edit/" for path in spread(ordinary, len(cookies))],
        "crowd-search-first": searching(first_searches()),
        "crowd-diff": differences(history, size.history)[-50:],
        "crowd-diff-first": differences(history, size.history)[:-50][:FIRST_SEEN],
        "crowd-desk": ["/curation/"],
        "crowd-restart": spread(even, RESTARTED),
        "crowd-even-writes": even,
        "crowd-zipf-writes": ordinary,
        "crowd-beside": of_savers[1],
        "crowd-save": of_savers[1],
        "crowd-save-equal": of_savers[0],
    }
    paths |= {f"cold-page-{many}": with_comments(everything, size, many) for many in (10, MOST_COMMENTS)}
    paths |= {name: paths[name.replace("cold", "crowd")] for name in COLD if name not in paths}
    return {
        name: Place(some, cookies_of(name, cookies), is_alone=name.endswith("-form")) for name, some in paths.items()
    }


def cookies_of(name: str, cookies: list[str]) -> list[str]:
    if name == "crowd-one":
        return cookies[-1:]
    return cookies[:CROWD_EDITORS] if name.endswith("-desk") else cookies


def with_comments(paths: list[str], size: Size, many: int) -> list[str]:
    """Ordinary pages under which so many comments stand."""
    places = range(size.history_page + 1, size.pages)
    return [paths[number] for number in places if comments_of(number) == many][:20]
