"""Editors who promote, move, decide, revise and take back at the same moment, a thousand times."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from guide.decisions.reasons import DecidedMeanwhile
from guide.decisions.verbs import do_not_keep, keep_for_later, promote, take_back
from guide.models import Decision, Reason, Source, Submission, Tip
from guide.tips.models import PlaceTaken
from tests.factories import create_editor
from tests.guide.decisions.deciding import comment_to_decide, page_to_decide

EDITORS, ACTS_EACH, TEXTS = 4, 250, 12

type Act = Callable[[], Decision | None]


class Desk:
    """One editor at work: what she saw may be old, as it is on a screen that has been open for a while."""

    def __init__(self, editor: User, number: int) -> None:
        self.editor, self.random = editor, Random(number)
        self.seen: dict[int, Submission] = {}
        self.decided: list[int] = []
        self.told: Counter[str] = Counter()
        self.odd: list[BaseException] = []

    def work(self, start: threading.Barrier) -> None:
        start.wait()
        try:
            for _turn in range(ACTS_EACH):
                self.act_once()
        except BaseException as odd:
            self.odd.append(odd)
        finally:
            connection.close()

    def act_once(self) -> None:
        act = self.random.choice(
            [self.promote, self.promote, self.move, self.use, self.refuse, self.postpone, self.undo]
        )
        try:
            decision = act()
        except (DecidedMeanwhile, PlaceTaken) as told:
            assert told.messages[0]
            self.told[type(told).__name__] += 1
        else:
            self.decided += [decision.pk] if decision else []

    def submission(self) -> Submission:
        """Now and then as it was when she last looked."""
        pk = self.random.randint(1, TEXTS)
        if pk not in self.seen or self.random.random() < 0.7:
            self.seen[pk] = Submission.objects.select_related("page", "comment").order_by("pk")[pk - 1]
        return self.seen[pk]

    def tip(self) -> Tip | None:
        tips = list(Tip.objects.order_by("pk")[:40])
        return self.random.choice(tips) if tips else None

    def promote(self) -> Decision:
        """Under a title of its own: two tips of one title are refused, which is told elsewhere."""
        submission, title = self.submission(), f"{self.editor.username} {self.random.random()}"
        number = self.random.randint(1, 20)
        return promote(submission, onto=number, by=self.editor, seen=submission.number, title=title)

    def move(self) -> None:
        if tip := self.tip():
            tip.move_to(self.random.randint(1, 20), by=self.editor)

    def use(self) -> Decision | None:
        submission, tip = self.submission(), self.tip()
        return promote(submission, tip, by=self.editor, seen=submission.number) if tip else None

    def refuse(self) -> Decision:
        submission = self.submission()
        reason = Reason.objects.get(position=1)
        return do_not_keep(submission, reason, by=self.editor, seen=submission.number)

    def postpone(self) -> Decision:
        submission = self.submission()
        return keep_for_later(submission, by=self.editor, seen=submission.number)

    def undo(self) -> Decision | None:
        decision = (
            Decision.objects.filter(submission=self.submission())
            .select_related("submission")
            .order_by("-number")
            .first()
        )
        if decision is None:
            return None
        try:
            return take_back(decision, by=self.editor)
        except DecidedMeanwhile:
            raise
        except ValidationError as already:
            assert already.code == "open"
            return None


@pytest.mark.django_db(transaction=True)
def test_no_place_is_taken_twice_no_decision_is_lost_and_each_loser_is_told() -> None:
    editors = [create_editor(username=f"redaction{number}") for number in range(EDITORS)]
    for number in range(TEXTS // 2):
        page_to_decide(title=f"Page {number}", author=editors[0])
        comment_to_decide(body=f"Je raccroche, pour la {number}e fois.")
    Reason.objects.offered()
    desks, start = [Desk(editor, number) for number, editor in enumerate(editors)], threading.Barrier(EDITORS)
    threads = [threading.Thread(target=desk.work, args=[start]) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [odd for desk in desks for odd in desk.odd] == []
    told = sum((desk.told for desk in desks), Counter[str]())
    assert told["DecidedMeanwhile"] > 20, told
    assert told["PlaceTaken"] > 20, told
    assert_every_decision_is_there([pk for desk in desks for pk in desk.decided])
    assert_nothing_is_half_done()


def assert_every_decision_is_there(decided: list[int]) -> None:
    """Those that editors were told had succeeded, and no other, numbered without a gap; the last of each holds."""
    assert sorted(Decision.objects.values_list("pk", flat=True)) == sorted(decided)
    for submission in Submission.objects.all():
        rows = list(submission.decisions.order_by("number").values_list("number", "outcome"))
        assert [number for number, _outcome in rows] == list(range(1, len(rows) + 1))
        assert (submission.number, submission.outcome) == (len(rows), rows[-1][1] if rows else "")


def assert_nothing_is_half_done() -> None:
    """Each tip was made by a decision, each of its sources came of one; no place holds two."""
    used = set(
        Decision.objects.filter(outcome="promoted").values_list("tip", "submission__page", "submission__comment")
    )
    assert set(Source.objects.values_list("tip", "page", "comment")) == used
    assert set(Tip.objects.values_list("pk", flat=True)) == {tip for tip, _page, _comment in used}
    numbers = [number for number in Tip.objects.values_list("number", flat=True) if number]
    assert len(numbers) == len(set(numbers))
    for tip in Tip.objects.all():
        assert tip.history.count() == tip.version
