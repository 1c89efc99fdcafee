"""A machine's proposals in the drafts of a language: only where nobody has translated, and never as approved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from accounts.models import User
from guide.tips.models import Tip
from guide.translating import review
from guide.translating.machine import proposals
from guide.translating.machine.proposals import Dropped, DropReason, Proposal
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translating.progress import TextProgress, progress_of
from guide.translations.models import Translation
from guide.translations.segments import Segment
from tests.factories import create_translator
from tests.guide.translating.stub_server import serving, translates

pytestmark = pytest.mark.django_db

type Meanwhile = Callable[[], object]
FIRST = "Raccrochez tout de suite, sans honte."


class Machine:
    """Says in English what it is asked for; `meanwhile` happens while it thinks."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.meanwhile: Meanwhile = lambda: None

    def propose(self, sources: Sequence[str], source: str, target: str) -> list[Proposal | Dropped]:
        assert (source, target) == ("fr", "en")
        self.asked += sources
        self.meanwhile()
        return [Dropped(DropReason.SHORT) if one == "Oui." else Proposal(f"EN {one}") for one in sources]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, settings) -> Machine:
    settings.TRANSLATION_SERVER_URL = "http://127.0.0.1:9"
    found = Machine()
    monkeypatch.setattr(proposals, "propose", found.propose)
    return found


def progress(tip: Tip) -> TextProgress:
    (language,) = progress_of(["en"])
    return next(text for text in language.texts if text.original.text == tip)


def put(tip: Tip, source: str, target: str, by: User) -> PendingTranslation:
    segments = [Segment("body", source, target)]
    return PendingTranslation.objects.put_in(tip, language="en", segments=segments, by=by)


def drafted(tip: Tip) -> dict[str, tuple[str, bool]]:
    pending = PendingTranslation.objects.of(tip).get(language="en")
    return {one.source: (one.target, one.is_machine) for one in pending.paragraphs}


def test_what_is_missing_is_proposed_and_marked_as_a_machine_s(tip: Tip, translator: User, machine: Machine) -> None:
    assert proposals.request_proposals([progress(tip)], by=translator) == 1
    assert drafted(tip) == {
        tip.title: (f"EN {tip.title}", True),
        FIRST: (f"EN {FIRST}", True),
        "Rappelez **vous-même** le numéro.": ("EN Rappelez **vous-même** le numéro.", True),
        "Oui.": ("", False),
    }
    (step,) = TranslationStep.objects.of(tip)
    assert (step.act, step.by, step.language) == ("proposed", translator, "en")
    assert not Translation.objects.exists()


@pytest.mark.once
def test_nothing_that_somebody_has_translated_is_asked_for_or_touched(
    tip: Tip, translator: User, machine: Machine
) -> None:
    put(tip, FIRST, "Hang up at once.", translator)
    proposals.request_proposals([progress(tip)], by=create_translator(username="other"))
    assert FIRST not in machine.asked
    assert drafted(tip)[FIRST] == ("Hang up at once.", False)
    assert PendingTranslation.objects.get().by == translator  # who may not approve her own words afterwards


def test_what_somebody_translates_while_the_machine_thinks_stays_hers(
    tip: Tip, translator: User, machine: Machine
) -> None:
    machine.meanwhile = lambda: put(tip, FIRST, "Hang up at once.", translator)
    proposals.propose_for_text.enqueue(f"tip-{tip.pk}", "en", translator.pk)
    assert drafted(tip)[FIRST] == ("Hang up at once.", False)
    assert drafted(tip)[tip.title] == (f"EN {tip.title}", True)


def test_an_original_that_changes_while_the_machine_thinks_gets_what_still_fits(
    tip: Tip, translator: User, editor: User, machine: Machine
) -> None:
    body = tip.body.replace(FIRST, "Prenez votre temps, puis raccrochez.")
    machine.meanwhile = lambda: Tip.objects.get().revise(
        title=tip.title, body=body, author=editor, base_version=tip.version
    )
    proposals.propose_for_text.enqueue(f"tip-{tip.pk}", "en", translator.pk)
    assert drafted(tip)["Prenez votre temps, puis raccrochez."] == ("", False)
    assert drafted(tip)[tip.title] == (f"EN {tip.title}", True)
    assert PendingTranslation.objects.get().source_version == Tip.objects.get().version


def test_a_text_in_review_gets_none_whether_it_was_before_or_is_meanwhile(
    tip: Tip, translator: User, machine: Machine
) -> None:
    pending = put(tip, FIRST, "Hang up at once.", translator)
    machine.meanwhile = lambda: PendingTranslation.objects.update(state="review")
    proposals.propose_for_text.enqueue(f"tip-{tip.pk}", "en", translator.pk)
    pending.refresh_from_db()
    assert pending.state == "review" and drafted(tip)[tip.title] == ("", False)
    machine.asked.clear()
    assert proposals.request_proposals([progress(tip)], by=translator) == 0
    proposals.propose_for_text.enqueue(f"tip-{tip.pk}", "en", translator.pk)
    assert machine.asked == []


@pytest.mark.once
def test_a_proposal_that_nobody_has_looked_at_cannot_go_to_review(tip: Tip, translator: User, machine: Machine) -> None:
    proposals.request_proposals([progress(tip)], by=translator)
    pending = put(tip, "Oui.", "Yes.", translator)
    refusal = review.why_not_ready(pending)
    assert refusal is not None and refusal.code == "machine"


def test_done_twice_it_asks_only_for_what_is_missing_still(tip: Tip, translator: User, machine: Machine) -> None:
    for _time in range(2):
        proposals.propose_for_text.enqueue(f"tip-{tip.pk}", "en", translator.pk)
    assert machine.asked == [tip.title, FIRST, "Rappelez **vous-même** le numéro.", "Oui.", "Oui."]
    assert TranslationStep.objects.count() == 1


def test_a_machine_that_proposes_nothing_leaves_no_draft(
    tip: Tip, translator: User, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "propose", lambda sources, *_languages: [Dropped(DropReason.FAILED)] * len(sources))
    proposals.propose_for_text.enqueue(f"tip-{tip.pk}", "en", translator.pk)
    assert not PendingTranslation.objects.exists() and not TranslationStep.objects.exists()


@pytest.mark.parametrize("key", ["tip-0", "section-glossary", "x"])
def test_a_text_or_a_person_that_has_gone_meanwhile_gets_none(
    key: str, tip: Tip, translator: User, machine: Machine
) -> None:
    proposals.propose_for_text.enqueue(key, "en", translator.pk)
    proposals.propose_for_text.enqueue(f"tip-{tip.pk}", "en", 0)
    assert machine.asked == []


def test_from_the_server_to_the_draft(tip: Tip, translator: User, settings) -> None:
    """Nothing is replaced here but the server: one paragraph comes back broken, one is too short."""
    with serving() as stub:
        settings.TRANSLATION_SERVER_URL = stub.url
        stub.behaves = translates(lambda text: text.replace("Raccrochez", "Hang up").replace("{1}", ""))
        proposals.request_proposals([progress(tip)], by=translator)
    assert drafted(tip) == {
        tip.title: ("Hang up et rappelez vous-même", True),
        FIRST: ("Hang up tout de suite, sans honte.", True),
        "Rappelez **vous-même** le numéro.": ("", False),
        "Oui.": ("", False),
    }
    assert [asked["q"] for asked in stub.questions] == [tip.title, FIRST, "Rappelez {1}vous-même{2} le numéro."]


def test_without_a_server_nothing_is_asked(tip: Tip, translator: User, machine: Machine, settings) -> None:
    settings.TRANSLATION_SERVER_URL = ""
    assert proposals.request_proposals([progress(tip)], by=translator) == 0
    assert machine.asked == []


def test_a_text_without_anything_missing_is_not_asked_for(tip: Tip, translator: User, machine: Machine) -> None:
    put(tip, FIRST, "Hang up at once.", translator)
    for source in (tip.title, "Rappelez **vous-même** le numéro.", "Oui."):
        field = "title" if source == tip.title else "body"
        segments = [Segment(field, source, "Something")]
        PendingTranslation.objects.put_in(tip, language="en", segments=segments, by=translator)
    assert proposals.request_proposals([progress(tip)], by=translator) == 0
