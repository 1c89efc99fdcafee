"""How long the editors' desk takes with a hundred texts that wait, and with ten thousand: `python -m tests.benchmarks.desk`.

In a database of its own, `desk_bench`, on the server that DATABASE_URL names; it is emptied first.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from typing import Any

SIZES = (100, 10_000)
ROUNDS, WARM = 60, 8
LISTS = {"to read": "", "to decide": "?list=decide", "one theme": "?theme=3", "in the middle": "?text={middle}"}


def fill(more: int) -> None:
    """So many contributions more, each unread and undecided, written a minute apart, as rows: their verbs would take hours."""
    from django.utils import timezone

    from accounts.models import User
    from contributions.models import Comment, CommentRevision, Patrol
    from guide.decisions.models import Submission
    from themes.models import Theme

    author, themes = User.objects.get(username="martine"), list(Theme.objects.order_by("number"))
    known, began = Comment.objects.count(), timezone.now() - timedelta(days=30)
    rows = []
    for number in range(known, known + more):
        at, words = (
            began + timedelta(minutes=number),
            f"Ce que j’ai vu le jour {number} : je raccroche, et je rappelle.",
        )
        rows.append(
            Comment(
                author=author,
                theme=themes[number % len(themes)],
                kind="experience",
                body=words,
                body_html=f"<p>{words}</p>",
                excerpt=words,
                created_at=at,
                modified_at=at,
                active_at=at,
            )
        )
    comments = Comment.objects.bulk_create(rows, batch_size=1_000)
    revisions = [
        CommentRevision(
            id=one.pk, version=1, body=one.body, history_date=one.created_at, history_user=author, history_type="+"
        )
        for one in comments
    ]
    CommentRevision.objects.bulk_create(revisions, batch_size=1_000)
    Patrol.objects.bulk_create(
        [Patrol(comment=one, version=1, written_at=one.created_at) for one in comments], batch_size=1_000
    )
    Submission.objects.bulk_create(
        [Submission(comment=one, theme_id=one.theme_id, written_at=one.created_at) for one in comments],
        batch_size=1_000,
    )


def measured(client: Any) -> dict[str, dict[str, float]]:
    from contributions.models import Comment
    from tests.benchmarks.timing import asked

    keys = list(Comment.objects.order_by("pk").values_list("pk", flat=True))
    middle = f"comment-{keys[len(keys) // 2]}"
    return {
        name: asked(client, "/curation/" + query.format(middle=middle), ROUNDS, WARM) for name, query in LISTS.items()
    }


def run() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import override_settings

    from tests import factories

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    factories.create_site_settings()
    factories.create_themes()
    factories.create_contributor()
    client = Client()
    client.force_login(factories.create_editor(), backend=settings.AUTHENTICATION_BACKENDS[0])
    figures, known = [], 0
    with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
        for size in SIZES:
            fill(size - known)
            known = size
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            figures.append(measured(client))
    for name, few in figures[0].items():
        many = figures[1][name]
        for key in ("queries", "fastest", "p50", "p95"):
            print(f"{name:14} {key:8} {few[key]:6.0f} {many[key]:6.0f}  x {many[key] / few[key]:.2f}")
    print(f"load beside it: {os.getloadavg()}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
    if "desk_bench" not in os.environ.get("DATABASE_URL", ""):
        sys.exit("DATABASE_URL must name a database desk_bench, which is emptied.")
    import django

    django.setup()
    run()
