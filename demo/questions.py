"""What colleagues asked, and which pages answer it; who has the same question and who read what is made up, always the same."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from accounts.models import User
from campaign.models import TrainingSession
from contributions.models import Endorsement, Page, PageView, Question
from contributions.questions.grouping import key_of
from demo.content import Campaign
from demo.content import QuestionContent as Asked
from demo.stage import Stage

LAST = timedelta(days=57, hours=9)
SAME = (0, 11)  # how many have the same question, at least and at most
ASKERS = {1: 12, 2: 39, 3: 21, 4: 6}  # colleagues who wrote no page and have what others ask as well, by theme
READERS_FOR_ONE = (1.4, 2.6)  # readers of a page for one who found it useful
JOINED = (  # asked a second time in other words, which the editors have joined since
    (
        "Faut-il vraiment changer de mot de passe tous les trois mois ?",
        "Changer tous ses mots de passe chaque trimestre, ça sert ?",
        "Bruno Schmitt",
    ),
    (
        "La navigation privée, ça cache quoi au juste ?",
        "Est-ce que la navigation privée me rend invisible au travail ?",
        "Sylvie Arnaud",
    ),
)


def ask(campaign: Campaign, stage: Stage) -> None:
    """After the pages are written, since some of them answer; in the order in which the questions were asked."""
    chance = Random("what people ask")  # noqa: S311 - nothing secret: the same figures at every load
    people = sorted(stage.people.values(), key=lambda person: person.pk)
    asked = [
        ask_one(question, place, stage)
        for place, question in enumerate(sorted(campaign.questions, key=lambda one: one.day))
    ]
    for question in asked:
        have_it_too(question, people, stage, chance)
    join_some(stage, chance)
    read_pages(people, chance)


def ask_one(asked: Asked, place: int, stage: Stage) -> Question:
    """Some of what colleagues asked in a training session an editor has written down for them."""
    editor = stage.editors[place % len(stage.editors)]
    asker = stage.people.get(asked.asked_by)
    when = timedelta(days=asked.day, hours=8 + place % 10, minutes=place * 13 % 60)
    question = Question.objects.ask(
        text=asked.question,
        theme=stage.themes[asked.theme],
        by=asker or editor,
        origin=asked.origin,
        session=TrainingSession.objects.filter(place=asked.session).earliest("starts_at") if asked.session else None,
        at=stage.at(when),
    )
    for name in asked.answered_by:
        page = stage.pages[name]
        helper = User.objects.get(pk=page.byline[0]["id"])
        question.answer_with(page, by=helper, at=max(stage.at(when + timedelta(hours=20)), page.created_at))
    return question


def have_it_too(question: Question, people: list[User], stage: Stage, chance: Random) -> None:
    """More of them where nothing answers yet: it is what people wait for."""
    most = SAME[1] if not question.answer_count else SAME[1] // 2
    others = [person for person in people if person.pk != question.asked_by_id]
    drawn = chance.sample(others, chance.randint(SAME[0], most))
    instead = stage.some_replaced(drawn, ASKERS[question.theme.number], Random(f"who asks {question.pk}"))  # noqa: S311
    for person in drawn:
        since = question.created_at + timedelta(minutes=chance.randint(60, 9 * 24 * 60))
        question.also_ask(by=instead.get(person, person), at=min(since, stage.at(LAST)))


def join_some(stage: Stage, chance: Random) -> None:
    editor = stage.editors[0]
    for first, second, name in JOINED:
        known = Question.objects.filter(text_key=key_of(first)).first()
        if known is None:
            continue
        at = known.created_at + timedelta(days=3, minutes=chance.randint(0, 400))
        again = Question.objects.ask(text=second, theme=known.theme, by=stage.people[name], at=at)
        again.join(known, by=editor, at=at + timedelta(days=1))


def read_pages(people: list[User], chance: Random) -> None:
    """Whoever found a page useful has read it already; some of the others have, too. Of so few people, most read most."""
    for page in Page.objects.only("pk", "theme").order_by("pk"):
        useful = Endorsement.objects.of(page).count()
        wanted = min(len(people), round(useful * chance.uniform(*READERS_FOR_ONE)) + chance.randint(2, 6))
        for person in chance.sample(people, wanted):
            PageView.objects.read(page, by=person)
