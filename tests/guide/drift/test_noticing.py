"""What a change below raises at the tips above it: once, whoever notices it first, and never over a newer look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import User
from contributions.events import Event
from contributions.models import Comment, Page, Passage
from contributions.moderation.hiding import hide_versions, show_version
from contributions.moderation.merging.merge import merge_pages
from contributions.moderation.merging.splitting import restore
from guide.drift import answers
from guide.drift.answers import dismiss, take_over
from guide.drift.detection import check_source
from guide.models import Drift, Source, Tip
from notifications.models import Notification
from tests.factories import (
    create_comment,
    create_contributor,
    create_page,
    create_theme,
    create_tip,
    edit_page,
)

pytestmark = pytest.mark.django_db

PASSAGE = "Prévenez votre banque le jour même."
BODY = f"Une ouverture.\n\n{PASSAGE} Elle vous rappelle dans un mois.\n\nLa fin."
NEGATED = BODY.replace("Prévenez", "Ne prévenez pas")
REWORDED = BODY.replace("votre banque", "la banque")


@pytest.fixture
def page(awake: None, editor: User) -> Page:
    return create_page(title="Le relevé", body=BODY, author=create_contributor(username="gerard"))


@pytest.fixture
def tip(page: Page, editor: User) -> Tip:
    return create_tip(number=6, page=page, by=editor, passage=PASSAGE)


@pytest.fixture
def source(tip: Tip) -> Source:
    return tip.sources.get()


def noticed(source: Source) -> tuple[str, str]:
    """The standing of the source, and the kind of its open drift."""
    source.refresh_from_db()
    kinds = Drift.objects.open().filter(source=source).values_list("kind", flat=True)
    return source.standing, ", ".join(kinds)


def told() -> int:
    return Notification.objects.filter(kind="drifted").count()


def by_another(page: Page, body: str) -> None:
    edit_page(page, body, author=create_contributor(username=f"zoe{page.version}"))


def rename(page: Page, editor: User) -> None:
    page.move(title="Le relevé du mois", theme=page.theme, author=editor)


def move_to_another_theme(page: Page, editor: User) -> None:
    page.move(title=page.title, theme=create_theme(number=3), author=editor)


def merge_with_its_words(page: Page, editor: User) -> None:
    target = create_page(title="La banque", body="Un autre texte.")
    merge_pages(page, target, by=editor, body=f"Un autre texte.\n\n{PASSAGE}", versions=(page.version, target.version))


def merge_without_them(page: Page, editor: User) -> None:
    target = create_page(title="La banque", body="Un autre texte.")
    merge_pages(page, target, by=editor, body="Un autre texte.", versions=(page.version, target.version))


def merge_and_restore(page: Page, editor: User) -> None:
    merge_without_them(page, editor)
    page.refresh_from_db()
    restore(page, by=editor)


def hide(page: Page, editor: User) -> None:
    page.hide(reason="À vérifier", by=editor)


def hide_and_show(page: Page, editor: User) -> None:
    hide(page, editor)
    page.show(by=editor)


def hide_the_version(page: Page, editor: User) -> None:
    by_another(page, BODY.replace("La fin.", "Fin."))
    hide_versions(page, [1], reason="Un nom", by=editor)


def negate_hide_the_version_and_show_it(page: Page, editor: User) -> None:
    by_another(page, NEGATED)
    hide_versions(page, [1], reason="Un nom", by=editor)
    show_version(page, 1, by=editor)


def negate_and_revert(page: Page, editor: User) -> None:
    by_another(page, NEGATED)
    page.revert_to(1, author=editor)


def negate_and_undo(page: Page, editor: User) -> None:
    by_another(page, NEGATED)
    page.undo(2, author=editor)


@pytest.mark.parametrize(
    ("act", "standing", "kind"),
    [
        (lambda page, editor: by_another(page, BODY.replace("La fin", "Une fin")), "unchanged", ""),
        (lambda page, editor: by_another(page, REWORDED), "wording", "wording"),
        (lambda page, editor: by_another(page, NEGATED), "changed", "changed"),
        (lambda page, editor: by_another(page, "Une ouverture.\n\nLa fin."), "gone", "gone"),
        (rename, "unchanged", ""),
        (move_to_another_theme, "unchanged", ""),
        (merge_with_its_words, "unchanged", ""),
        (merge_without_them, "gone", "gone"),
        (merge_and_restore, "unchanged", ""),
        (hide, "gone", "gone"),
        (hide_and_show, "unchanged", ""),
        (hide_the_version, "unchanged", ""),
        (negate_hide_the_version_and_show_it, "changed", "changed"),
        (negate_and_revert, "unchanged", ""),
        (negate_and_undo, "unchanged", ""),
    ],
)
@pytest.mark.once
def test_what_happens_to_a_page_raises_what_it_should(
    page: Page, source: Source, editor: User, act: Callable[[Page, User], None], standing: str, kind: str
) -> None:
    act(page, editor)
    assert noticed(source) == (standing, kind)


@pytest.mark.once
@pytest.mark.parametrize("how", ["edit", "typo", "withdraw", "put back", "hide", "show"])
def test_what_happens_to_a_comment_raises_what_it_should(awake: None, editor: User, tip: Tip, how: str) -> None:
    martine = create_contributor(username="brigitte")
    comment = create_comment(body="Je raccroche, puis je rappelle ma banque.", author=martine)
    source = tip.sources.add_passage(comment.revision(1), passage=comment.body, by=editor)
    acts: dict[str, Callable[[], object]] = {
        "edit": lambda: comment.revise_text(
            body="Je raccroche, puis je ne rappelle jamais ma banque.", author=martine, base_version=1
        ),
        "typo": lambda: comment.revise_text(
            body=comment.body.replace("rappelle", "rapelle"), author=martine, base_version=1
        ),
        "withdraw": lambda: comment.withdraw(by=martine),
        "put back": lambda: (comment.withdraw(by=martine), comment.put_back(by=martine)),
        "hide": lambda: comment.hide(reason="À vérifier", by=editor),
        "show": lambda: (comment.hide(reason="À vérifier", by=editor), comment.show(by=editor)),
    }
    expected = {"edit": ("changed", "changed"), "typo": ("wording", "wording"), "withdraw": ("gone", "gone")}
    expected |= {"hide": ("gone", "gone"), "put back": ("unchanged", ""), "show": ("unchanged", "")}
    acts[how]()
    assert noticed(source) == expected[how]


@pytest.mark.once
def test_it_says_what_stood_there_what_stands_there_and_since_when(page: Page, source: Source) -> None:
    by_another(page, NEGATED)
    drift = Drift.objects.get()
    assert (drift.before, drift.before_version) == (PASSAGE, 1)
    assert (drift.words, drift.version, drift.why) == ("Ne prévenez pas votre banque le jour même.", 2, "edited")
    assert drift.noticed_at == page.modified_at


@pytest.mark.once
def test_one_drift_goes_on_through_the_versions_and_editors_are_told_once(page: Page, source: Source) -> None:
    by_another(page, REWORDED)
    assert told() == 0
    by_another(page, NEGATED)
    by_another(page, NEGATED.replace("jour", "mois"))
    drift = Drift.objects.get()
    assert (drift.kind, drift.version) == ("changed", 4)
    assert told() == 1


@pytest.mark.once
def test_told_twice_it_does_nothing_more(page: Page, source: Source) -> None:
    by_another(page, NEGATED)
    for _again in range(2):
        answers.notice(
            Event(label="contributions.page", pk=page.pk, version=2, what="edited", by=None, at=timezone.now())
        )
    assert Drift.objects.count() == told() == 1


def test_a_late_task_does_not_bring_back_what_it_was_woken_for(page: Page, source: Source) -> None:
    by_another(page, NEGATED)
    by_another(page, BODY)
    check_source(source.pk, why="edited")
    assert noticed(source) == ("unchanged", "")
    assert Drift.objects.get().answer == Drift.Answer.RESTORED


@pytest.mark.once
def test_a_tip_without_a_place_drifts_and_nobody_is_told(page: Page, tip: Tip, source: Source, editor: User) -> None:
    tip.release(by=editor)
    by_another(page, NEGATED)
    assert noticed(source) == ("changed", "changed")
    assert told() == 0


@pytest.mark.once
def test_what_editors_know_is_not_raised_again_and_what_is_new_is(page: Page, source: Source, editor: User) -> None:
    by_another(page, NEGATED)
    drift = Drift.objects.get()
    dismiss(drift, reason="Le conseil vaut toujours.", by=editor, seen=drift.version)
    by_another(page, NEGATED.replace("votre banque", "la banque"))
    assert noticed(source) == ("changed", "")
    by_another(page, NEGATED.replace("votre banque", "votre assureur"))
    assert noticed(source) == ("changed", "changed")


@pytest.mark.once
def test_what_was_taken_over_is_what_is_compared_with_from_then_on(page: Page, source: Source, editor: User) -> None:
    by_another(page, NEGATED)
    drift = Drift.objects.get()
    take_over(drift, by=editor, seen=2)
    by_another(page, BODY)
    assert noticed(source) == ("changed", "changed")


class TestContradictions:
    @pytest.fixture
    def nuance(self, page: Page, source: Source) -> Comment:
        passage = Passage.objects.at(page, exact="votre banque le jour même")
        author = create_contributor(username="hubert")
        return create_comment(body="Pas le dimanche.", author=author, page=page, passage=passage)

    @pytest.mark.once
    def test_a_nuance_about_the_passage_contradicts_the_tip_once(self, nuance: Comment, source: Source) -> None:
        assert noticed(source) == ("unchanged", "disputed")
        nuance.revise_text(body="Pas le samedi.", author=nuance.author, base_version=1)
        assert Drift.objects.count() == told() == 1

    @pytest.mark.once
    def test_about_another_passage_it_does_not(self, page: Page, source: Source) -> None:
        passage = Passage.objects.at(page, exact="Elle vous rappelle")
        create_comment(body="Pas chez nous.", author=create_contributor(), page=page, passage=passage)
        assert noticed(source) == ("unchanged", "")

    @pytest.mark.once
    def test_a_question_about_it_does_not(self, page: Page, source: Source) -> None:
        passage = Passage.objects.at(page, exact="votre banque le jour même")
        create_comment(body="Même le dimanche ?", author=create_contributor(), page=page, passage=passage)
        assert noticed(source) == ("unchanged", "")

    @pytest.mark.once
    def test_withdrawn_it_is_closed_and_put_back_it_is_open_again(self, nuance: Comment, source: Source) -> None:
        nuance.withdraw(by=nuance.author)
        assert noticed(source) == ("unchanged", "")
        nuance.put_back(by=nuance.author)
        assert noticed(source) == ("unchanged", "disputed")

    @pytest.mark.once
    def test_under_a_hidden_page_it_is_closed(self, nuance: Comment, page: Page, source: Source, editor: User) -> None:
        page.hide(reason="À vérifier", by=editor)
        assert noticed(source) == ("gone", "gone")
        page.show(by=editor)
        assert noticed(source) == ("unchanged", "disputed")

    @pytest.mark.once
    def test_what_an_editor_answered_stays_answered(self, nuance: Comment, source: Source, editor: User) -> None:
        drift = Drift.objects.get()
        dismiss(drift, reason="Le dimanche, un numéro répond.", by=editor, seen=drift.version)
        nuance.withdraw(by=nuance.author)
        nuance.put_back(by=nuance.author)
        assert noticed(source) == ("unchanged", "")


class TestRepair:
    def test_a_wake_up_that_was_lost_is_made_good(self, page: Page, source: Source, settings) -> None:
        settings.ON_TEXT_CHANGED = []
        by_another(page, NEGATED)
        assert noticed(source) == ("unchanged", "")
        assert answers.check_late_sources() == 1
        assert noticed(source) == ("changed", "changed")
        assert answers.check_late_sources() == 0

    def test_also_that_a_page_was_hidden_and_shown(self, page: Page, source: Source, editor: User, settings) -> None:
        settings.ON_TEXT_CHANGED = []
        hide(page, editor)
        answers.check_late_sources()
        assert noticed(source) == ("gone", "gone")
        page.show(by=editor)
        answers.check_late_sources()
        assert noticed(source) == ("unchanged", "")
        assert answers.check_late_sources() == 0

    def test_some_at_a_time(self, page: Page, tip: Tip, source: Source, editor: User, settings) -> None:
        tip.sources.add_passage(page.revision(1), passage="La fin.", by=editor)
        settings.ON_TEXT_CHANGED = []
        by_another(page, NEGATED)
        assert [answers.check_late_sources(at_most=1) for _time in range(3)] == [1, 1, 0]
