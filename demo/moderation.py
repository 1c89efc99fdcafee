"""How the editors moderated: marks on what they read, a page protected, something hidden, a report settled.

Made up, always the same, and put in through the verbs as everything else.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Exists

from accounts.models import Role, User
from contributions.models import Comment, Page, Patrol, Report
from contributions.moderation import first_contributions
from demo.stage import Stage

PROTECTED = "4-vrai-ou-faux"
ADVERT = "Mon beau-frère vend des coffres à mots de passe. Écrivez-moi, je fais un prix aux collègues."
SAID_ON, REPORTED_ON, HIDDEN_ON = (timedelta(days=51, hours=hours) for hours in (11, 14, 16))
PROTECTED_ON = timedelta(days=45, hours=9, minutes=40)


def moderate(stage: Stage, undecided: set[tuple[str, int]]) -> None:
    """After everything is decided, so that the newest versions of what is `undecided` are those that still wait."""
    stage.pages[PROTECTED].protect(
        reason="Deux services corrigeaient les mêmes réponses à tour de rôle : nous tranchons avec le juriste.",
        by=stage.editors[0],
        at=stage.at(PROTECTED_ON),
    )
    first_contributions.rebuild()
    read(stage, undecided)


def settle_a_report(stage: Stage) -> None:
    """An advertisement, reported by a colleague, which an editor has hidden."""
    people = sorted(stage.people.values(), key=lambda person: person.pk)
    reader = next(person for person in people if person.username == "contributor")
    seller = [person for person in people if person not in {reader, *stage.editors}][-1]
    comment = Comment.objects.write(
        theme=stage.themes[1], body=ADVERT, author=seller, kind="advice", at=stage.at(SAID_ON)
    )
    report = Report.objects.report(
        comment, reason=Report.Reason.OTHER, words="De la publicité.", by=reader, at=stage.at(REPORTED_ON)
    )
    editor = stage.editors[-1]
    comment.hide(reason="De la publicité pour un produit : ce n’est pas la place.", by=editor, at=stage.at(HIDDEN_ON))
    Patrol.objects.mark("comment", list(comment.history.all()), by=editor, at=stage.at(HIDDEN_ON))
    report.settle(outcome="Merci. Le message est masqué, son auteur est prévenu.", by=editor, at=stage.at(HIDDEN_ON))


def read(stage: Stage, undecided: set[tuple[str, int]]) -> None:
    """The editors have read, the day after, all that others wrote but the newest version of what waits for a decision."""
    editors = stage.editors
    rows = [(row.history_date, place, row) for place, model in TEXTS for row in written_by_others(place, model)]
    rows.sort(key=lambda row: (row[0], row[1], row[2].history_id))
    newest = {(place, row.id): row for _moment, place, row in rows if (place, row.id) in undecided}
    for (place, _pk), row in newest.items():
        Patrol.objects.wait_for(place, [row])
    waiting = {(place, row.history_id) for (place, _pk), row in newest.items()}
    done = [(moment.date(), place, row) for moment, place, row in rows if (place, row.history_id) not in waiting]
    for number, (_day, found) in enumerate(groupby(done, itemgetter(0))):
        for place, of_place in groupby(sorted(found, key=itemgetter(1)), itemgetter(1)):
            texts = [row for _of_day, _place, row in of_place]
            at = min(texts[-1].history_date + timedelta(hours=18), stage.at(timedelta(days=58)))
            Patrol.objects.mark(place, texts, by=editors[number % len(editors)], at=at)


TEXTS: tuple[tuple[str, Any], ...] = (("page", Page), ("comment", Comment))


def written_by_others(place: str, model: Any) -> list[Any]:
    """The revisions that wait for an editor: not those of editors, who need no other one."""
    editors = User.objects.filter(groups__name__in=[Role.EDITOR, Role.ADMINISTRATOR])
    rows = model.history.exclude(history_user=None).exclude(history_user__in=editors)
    rows = rows.filter(~Exists(Patrol.objects.of_each(place)))
    return list(rows.without_bodies().order_by("history_date", "history_id"))
