"""What colleagues did besides writing: passages they agree with or nuance, pages and contributions they found useful.

The passages and nuances are content; how many agree is made up, always the same.

What colleagues looked for in vain: words on which nobody has written, each as often and as lately as it says.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

from accounts.models import User
from contributions.endorsements import is_own
from contributions.models import Comment, Endorsement, Page, Passage
from demo.content import Campaign
from demo.stage import Stage
from search.models import ZeroResultSearch

LAST = timedelta(days=57, hours=9)
PAGE, SAID, AGREED = (2, 20), (0, 5), (3, 17)  # how many, at least and at most
READERS = {1: 58, 2: 34, 3: 71, 4: 15}  # colleagues who wrote no page and found something useful, by theme


def react(campaign: Campaign, stage: Stage) -> None:
    """After everything is written: nobody endorses her own, which the verb refuses."""
    chance = Random("six weeks")  # noqa: S311 - nothing secret: the same figures at every load
    for reaction in campaign.passages:
        passage = Passage.objects.at(
            Page.objects.get(pk=stage.pages[reaction.page].pk), exact=reaction.passage, at=stage.at(timedelta(days=40))
        )
        if reaction.nuance:
            stage.comments[reaction.key] = Comment.objects.write(
                theme=passage.page.theme,
                page=passage.page,
                passage=passage,
                kind="nuance",
                body=reaction.nuance,
                author=stage.people[reaction.by],
                at=stage.at(reaction.when),
            )
        endorse(passage, AGREED, stage, chance)
    for page in Page.objects.select_related("theme").order_by("pk"):
        endorse(page, PAGE, stage, chance)
    for comment in Comment.objects.select_related("theme").order_by("pk"):
        endorse(comment, SAID, stage, chance)


def endorse(what: Page | Comment | Passage, between: tuple[int, int], stage: Stage, chance: Random) -> None:
    people: list[User] = sorted(stage.people.values(), key=lambda person: person.pk)
    # Martine and Karim, whose accounts the demo offers, still have something to answer.
    readers = [person for person in people if person.username not in {"contributor", "admin"} or chance.random() < 0.2]
    drawn = chance.sample(readers, chance.randint(*between))
    instead = stage.some_replaced(drawn, READERS[number_of_theme(what)], Random(f"who read {what.pk}"))  # noqa: S311
    for reader in drawn:
        at = stage.at(LAST - timedelta(minutes=chance.randint(0, 12 * 24 * 60)))
        who = instead.get(reader, reader)
        if not is_own(what, reader) and not is_own(what, who):
            Endorsement.objects.endorse(what, by=who, at=at)


def number_of_theme(what: Page | Comment | Passage) -> int:
    return what.page.theme.number if isinstance(what, Passage) else what.theme.number


LOOKED_FOR = {
    "montre connectée": (6, 56),
    "trottinette": (2, 41),
    "assistant vocal": (4, 55),
    "signature électronique": (3, 52),
    "balise gps": (3, 50),
    "imprimante wifi": (2, 57),
}
"""How often, and on which day of the campaign the last time."""


def look_in_vain(stage: Stage) -> None:
    for text, (times, day) in LOOKED_FOR.items():
        for earlier in reversed(range(times)):
            ZeroResultSearch.objects.note(text, at=stage.at(timedelta(days=day - earlier)).date())
