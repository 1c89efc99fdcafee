"""What another wiki is filled with: the texts of ours, their discussions, and the versions of the page with a history."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from contributions.models import Comment, Page, PageRevision
from tests.benchmarks.crowd.places import EVENLY
from tests.benchmarks.sizes import CROWD, Size, pages_of_savers, spread


def export(size: Size, file: str) -> dict[str, Any]:
    """Writes all pages into the file; of a wiki with more than some thousands, those that are read evenly or saved."""
    keys = list(Page.objects.order_by("pk").values_list("pk", flat=True))[: size.pages]
    ordinary = keys[size.history_page + 1 :]
    wanted = {keys[size.history_page], *spread(ordinary, EVENLY)}
    wanted |= {keys[number] for some in pages_of_savers(size) for number in some}
    if size.pages <= 2 * EVENLY:
        wanted |= set(keys)
    texts = {"pages": list(pages(wanted)), "history": list(history(keys[size.history_page]))}
    Path(file).write_text(json.dumps(texts, ensure_ascii=False))
    return {"pages": len(wanted)}


def pages(keys: set[int]) -> Iterator[dict[str, Any]]:
    said: dict[int, list[tuple[str, str]]] = defaultdict(list)
    comments = Comment.objects.filter(page_id__in=keys).order_by("created_at", "pk")
    for key, author, body in comments.values_list("page_id", "author__username", "body"):
        said[key].append((author, body))
    for page in Page.objects.filter(pk__in=keys).select_related("theme").order_by("pk"):
        yield {
            "path": page.get_absolute_url(),
            "id": ident(page),
            "title": page.title,
            "theme": page.theme.get_absolute_url(),
            "body": page.body,
            "at": int(page.modified_at.timestamp()),
            "author": f"p{page.pk % CROWD}",
            "comments": said[page.pk],
        }


def history(key: int) -> Iterator[dict[str, Any]]:
    page = Page.objects.get(pk=key)
    for version in PageRevision.objects.filter(id=key).order_by("version"):
        at = int(version.history_date.timestamp())
        yield {"id": ident(page), "at": at, "author": f"p{version.version % CROWD}", "body": version.body}


def ident(page: Page) -> str:
    return f"t{page.theme_id}:p{page.pk}"
