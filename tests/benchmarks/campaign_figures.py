"""How long /statistics/ takes in a whole campaign: `python -m tests.benchmarks.campaign_figures`.

15,000 invited, 500 contributors, 20,000 contributions, 2 million visits of the guide. In a database of its own,
`figures_bench`, on the server that DATABASE_URL names; it is emptied first.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from time import perf_counter, process_time
from typing import Any

INVITED, CONTRIBUTORS, CONTRIBUTIONS, VISITS = 15_000, 500, 20_000, 2_000_000
SITES, DEPARTMENTS, DAYS = 25, 12, 70
ROUNDS, WARM = 30, 3


def fill() -> None:
    """Rows as their verbs would leave them."""
    from django.utils import timezone

    from accounts.models import User
    from contributions.models import Comment
    from guide.decisions.models import Outcome, Submission
    from tests import factories

    now, themes = timezone.now(), factories.create_themes()
    people = User.objects.bulk_create(
        [
            User(
                username=f"p{number}",
                site=f"Site {number % SITES}",
                department=f"Service {number // 7 % DEPARTMENTS}",
                last_login=now - timedelta(days=number % DAYS) if number % 3 == 0 else None,
            )
            for number in range(INVITED)
        ],
        batch_size=1_000,
    )
    writers = people[:: INVITED // CONTRIBUTORS]
    comments = Comment.objects.bulk_create(
        [
            Comment(
                author=writers[number * 7 % len(writers)],
                theme=themes[number % len(themes)],
                kind="advice",
                body="Je raccroche, et je rappelle.",
                body_html="<p>Je raccroche, et je rappelle.</p>",
                excerpt="Je raccroche, et je rappelle.",
                created_at=now - timedelta(days=number * DAYS / CONTRIBUTIONS),
            )
            for number in range(CONTRIBUTIONS)
        ],
        batch_size=1_000,
    )
    outcomes = ["", *Outcome.values[:5]]
    Submission.objects.bulk_create(
        [
            Submission(
                comment=one, theme_id=one.theme_id, written_at=one.created_at, outcome=outcomes[place % len(outcomes)]
            )
            for place, one in enumerate(comments)
        ],
        batch_size=1_000,
    )
    write_visits(now.date())


def write_visits(today: Any) -> None:
    """Five forms in four languages by ten channels, day by day."""
    from guide.models import DailyCount

    each = [
        DailyCount(
            edition=1,
            language=language,
            form=form,
            channel=channel,
            day=today - timedelta(days=day),
            number=VISITS // 14_000,
        )
        for day in range(DAYS)
        for language in ("fr", "en", "it", "ja")
        for form in ("web", "pdf", "epub", "poster", "docx")
        for channel in ("", *(f"canal-{number}" for number in range(9)))
    ]
    DailyCount.objects.bulk_create(each, batch_size=1_000)


def publish_nights(client: Any) -> list[float]:
    """The first night notes everybody, the last one nobody; returns how many seconds these took."""
    from django.utils import timezone

    from reporting.nightly_run import publish

    took = []
    for nights in range(8, 0, -1):
        at, began = timezone.now() - timedelta(days=nights), perf_counter()
        publish(at.date(), at=timezone.now())
        took.append(perf_counter() - began)
    return [took[0], took[-1]]


def processor_time(client: Any) -> float:
    began = process_time()
    client.get("/statistics/people/")
    return process_time() - began


def run() -> None:
    from django.conf import settings
    from django.core.cache import caches
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import override_settings

    from tests import factories
    from tests.benchmarks.timing import asked

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    factories.create_site_settings()
    fill()
    client = Client()
    client.force_login(factories.create_contributor(), backend=settings.AUTHENTICATION_BACKENDS[0])
    first, last = publish_nights(client)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    plain = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False, PAGE_CACHE_MEGABYTES=0, STORAGES=plain):
        caches["template_fragments"].clear()
        began = perf_counter()
        client.get("/statistics/people/")
        print(f"the very first, with templates to be read: {(perf_counter() - began) * 1000:.0f} ms")
        found = asked(client, "/statistics/people/", ROUNDS, WARM)
        processor = min(processor_time(client) for _round in range(ROUNDS))
    for key in ("queries", "fastest", "p50", "p95"):
        print(f"{key:8} {found[key]:6.0f}")
    print(f"the process alone, without the database: {processor * 1000:.0f} ms")
    print(f"a night: {first:.1f} s where all are new, {last:.1f} s where nobody is")
    call_command("recount_figures")
    print(f"load beside it: {os.getloadavg()}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
    if "figures_bench" not in os.environ.get("DATABASE_URL", ""):
        sys.exit("DATABASE_URL must name a database figures_bench, which is emptied.")
    import django

    django.setup()
    run()
