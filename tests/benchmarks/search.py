"""How long a search takes on a large site: DATABASE_URL=postgres://… python -m tests.benchmarks.search 100000

Fills an empty PostgreSQL database, which it first brings up to date, with so many pages and three times as many contributions,
made of the words of the demo's pages as often as these have them, and asks what people ask. The rows are written
straight into the tables and the index; asking goes through `find` alone. Where other programs use the machine too, the
computing time of a search says more than the clock does.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from random import Random
from time import perf_counter, process_time
from typing import Any

import django

from tests.benchmarks.machine import worked

PAGE_WORDS, SAID_WORDS, RARE_WORDS = 150, 30, 50_000
TURNS = 5
BEGUN = datetime(2026, 10, 1, tzinfo=UTC)
EVERYWHERE = "internet"
QUESTIONS = {
    "a word of every page": ["internet"],
    "common words": [
        "compte",
        "mot de passe",
        "téléphone",
        "banque",
        "photo",
        "message",
        "client entreprise",
        "réseaux sociaux",
    ],
    "less common words": [
        "hameçonnage",
        "rançongiciel",
        "usurpation identité",
        "QR code borne",
        "cookies",
        "LinkedIn profil",
    ],
    "rare words": ["zk12", "zk4071", "zk12 compte", "zk333 internet"],
    "phrases and exclusions": ['"mot de passe"', "compte -banque", '"faux conseiller"', "internet -compte"],
    "mistyped": ["hameconage", "mot de pasze", "rancongicel"],
    "sentences": [
        "Ma cheffe peut-elle lire mes mails quand je suis en congé ?",
        "Comment savoir si le SMS de ma banque est un vrai ?",
        "Faut-il vraiment changer de mot de passe tous les trois mois ?",
    ],
}
NARROWED: dict[str, dict[str, Any]] = {
    "of one kind": {"kinds": ["page"]},
    "of a week": {"since": (BEGUN + timedelta(days=30)).date(), "until": (BEGUN + timedelta(days=36)).date()},
    "newest first": {"order": "newest"},
    "most useful first": {"order": "useful"},
}


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    count = int(arguments[0]) if arguments else 1_000
    if connection.vendor != "postgresql":
        say("This measures PostgreSQL: set DATABASE_URL.")
        return 1
    call_command("migrate", verbosity=0)
    begun = perf_counter()
    fill(count)
    say(f"{count} pages and {3 * count} contributions, filled in {perf_counter() - begun:.0f} s")
    measure()
    return 0


def fill(count: int) -> None:
    from django.db import connection

    from contributions.models import Page
    from search.engines import engine
    from tests import factories

    if Page.objects.exists():
        say("The database has pages already: they are asked as they are.")
        return
    chance = Random("search")
    people = [factories.create_contributor(username=f"p{number}") for number in range(50)]
    factories.create_site_settings()
    themes = factories.create_themes()
    copied("contributions_page", page_rows(count, themes, people))
    copied("contributions_comment", comment_rows(3 * count, themes, people))
    copied("search_indexentry", entry_rows(count, themes, people, chance))
    with connection.cursor() as cursor:
        for table in ("contributions_page", "contributions_comment", "search_indexentry"):
            cursor.execute(f"ANALYZE {table}")
    engine().settle()
    learn()


def learn() -> None:
    from search.documents import Document
    from search.index import learn
    from search.models import IndexSource, ResultKind

    body = " ".join(corpus())
    learn([Document(source=IndexSource.PAGE, object_id=0, kind=ResultKind.PAGE, body=body, at=BEGUN, version=1)])


def moment(number: int, of: int) -> datetime:
    return BEGUN + timedelta(days=56) * (number / of)


def page_rows(count: int, themes: list[Any], people: list[Any]) -> Iterator[dict[str, Any]]:
    from contributions.models import Page

    for number in range(1, count + 1):
        at = moment(number, count)
        page = Page(
            pk=number, theme=themes[number % 4], title=f"Page {number}", slug=f"page-{number}", body="…", body_html="…"
        )
        page.title_key, page.modified_at, page.created_at = f"page {number}", at, at
        page.byline = [{"id": people[number % 50].pk, "name": "Martine L.", "handle": "martine"}]
        yield values(page)


def comment_rows(count: int, themes: list[Any], people: list[Any]) -> Iterator[dict[str, Any]]:
    from contributions.models import Comment

    for number in range(1, count + 1):
        at = moment(number, count)
        comment = Comment(
            pk=number, theme=themes[number % 4], author=people[number % 50], kind="advice", body="…", body_html="…"
        )
        comment.page_id, comment.created_at, comment.modified_at = (number + 2) // 3, at, at
        yield values(comment)


def values(row: Any) -> dict[str, Any]:
    from django.db import connection

    return {
        field.column: field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in row._meta.concrete_fields
    }


def corpus() -> list[str]:
    from search.analysis import pieces
    from tests.e2e.editor.corpus import demo_pages

    return [piece[0] for text in demo_pages().values() for piece in pieces(text)]


def entry_rows(count: int, themes: list[Any], people: list[Any], chance: Random) -> Iterator[dict[str, Any]]:
    """Texts of words taken by chance, as they would be indexed; their terms are looked up once a word."""
    from search.analysis import analyse
    from search.documents import Document
    from search.engines.postgresql import vector
    from search.index import title_terms
    from search.models import IndexEntry, IndexSource, ResultKind
    from search.query import IndexedWords

    known = corpus()
    terms = {word: analyse(word, "fr") for word in {*known, EVERYWHERE}}
    for number in range(1, 4 * count + 1):
        is_page = number <= count
        key = number if is_page else number - count
        words = [*chance.choices(known, k=PAGE_WORDS if is_page else SAID_WORDS), EVERYWHERE]
        rare = f"zk{chance.randrange(RARE_WORDS)}"
        title = chance.choices(known, k=6) if is_page else []
        text = Document(
            source=IndexSource.PAGE if is_page else IndexSource.COMMENT,
            object_id=key,
            kind=ResultKind.PAGE if is_page else ResultKind.THEME_COMMENT,
            title=" ".join(title),
            body=" ".join([*words, rare]),
            at=moment(key, count if is_page else 3 * count),
            version=1,
            theme_id=themes[key % 4].pk,
            page_id=key if is_page else (key + 2) // 3,
            people=(people[key % 50].pk,),
            useful=int(chance.paretovariate(1.2)) - 1 if chance.random() < 0.3 else 0,
        )
        of_title = [one for word in title for one in terms[word]]
        of_body = [one for word in words for one in terms[word]] + analyse(rare, "fr")
        row = IndexEntry(
            pk=number, title_terms=title_terms(of_title), **{name: getattr(text, name) for name in copied_names()}
        )
        yield values(row) | {"words": vector(IndexedWords(title=of_title, body=of_body, facets=text.facets))}


def copied_names() -> list[str]:
    from search.index import FACTS, NAMED_BY

    return [*NAMED_BY, *FACTS, "body"]


def copied(table: str, rows: Iterator[dict[str, Any]]) -> None:
    from django.db import connection

    for some in batched(rows, 2_000):
        columns = list(some[0])
        lines = "".join("\t".join(escaped(row[column]) for column in columns) + "\n" for row in some)
        with connection.cursor() as cursor:
            cursor.cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", io.StringIO(lines))


def escaped(value: Any) -> str:
    """As COPY takes it; what psycopg would adapt is JSON here."""
    if value is None:
        return r"\N"
    text = json.dumps(value.adapted) if hasattr(value, "adapted") else str(value)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def measure() -> None:
    from accounts.models import User
    from search.searcher import find

    reader, server = User.objects.get(username="p1"), server_process()
    every: list[tuple[float, float]] = []
    for name, questions in QUESTIONS.items():
        every += told(name, [lambda question=question: find(question, reader) for question in questions], server)
    for name, narrowed in NARROWED.items():
        asked = [question for some in QUESTIONS.values() for question in some[:2]]
        every += told(name, [lambda q=question, n=narrowed: find(q, reader, **n) for question in asked], server)
    say(f"All: {spread(every)}")
    measure_suggestions(reader, server)


def measure_suggestions(reader: Any, server: int) -> None:
    from search.searcher import suggest

    begun = ["in", "int", "mot de p", "mot de pas", "banq", "hameç", "résea"]
    told("As one types", [lambda text=text: suggest(text, reader) for text in begun], server)


def told(name: str, searches: list[Callable[[], object]], server: int) -> list[tuple[float, float]]:
    """Each search some times, after a first time that does not count."""
    times = []
    for search in searches:
        search()
        times += [taken(search, server) for _turn in range(TURNS)]
    say(f"{name}: {spread(times)}")
    return times


def taken(search: Callable[[], object], server: int) -> tuple[float, float]:
    """Milliseconds by the clock, and of work: what this process and its part of the server have computed."""
    begun, work = perf_counter(), process_time() + worked(server)
    search()
    return 1_000 * (perf_counter() - begun), 1_000 * (process_time() + worked(server) - work)


def server_process() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def spread(times: list[tuple[float, float]]) -> str:
    by_clock, work = ([time[n] for time in times] for n in (0, 1))
    return f"by the clock {spread_of(by_clock)}; work {spread_of(work)} ({len(times)} searches)"


def spread_of(times: list[float]) -> str:
    p95 = statistics.quantiles(times, n=20)[-1]
    return f"median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms"


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
