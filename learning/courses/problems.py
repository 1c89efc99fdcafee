"""What keeps a course from being published: of an item by itself, and of the whole; what its editors may want to look at.

The pictures of items: those of the site that they name, and what a version shows of each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final, Self

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from contributions.models import Image
from contributions.uploads.querysets import tokens_in
from guide.course_parts import ALTERNATIVES, END, GAP, ItemParts, Picture
from guide.editions.assembly import Pictures, store_copies
from guide.models import CourseText, Edition, Tip, Translation
from guide.self_check.forms import says_the_same
from guide.tips.models import TipRevision
from guide.translations.originals import of_course_text
from guide.translations.segments import source_segments
from guide.translations.staleness import compared
from guide.translations.translated_texts import by_identity
from learning.courses.item_lines import item_in
from learning.courses.models import Course
from learning.document import PICTURES
from learning.grading import comparable


@dataclass(frozen=True)
class ItemPictures:
    """Of items that are stored, the pictures that nobody has hidden, by token. Of frozen ones, `names` are those of their
    files in the course, and `files` says where these are stored.
    """

    images: dict[str, Image]
    names: dict[str, str]
    files: dict[str, str]

    @classmethod
    def of(cls, items: Iterable[ItemParts], *, is_frozen: bool = False) -> Self:
        """One query, or none. Where it `is_frozen` the files are copied, as an edition's are; else nothing is written."""
        named = [picture.address for parts in items for picture in parts.pictures]
        tokens = {token for address in named for token in tokens_in(address, "images")}
        images = {one.token: one for one in _in_courses(tokens)} if tokens else {}
        names, files = _copied(images.values()) if is_frozen else ({}, {})
        return cls(images, names, files)

    def image_of(self, picture: Picture) -> Image | None:
        """Returns None for one that is hidden, or not of the site."""
        return next((self.images[one] for one in tokens_in(picture.address, "images") if one in self.images), None)

    def shown(self, picture: Picture) -> Picture | None:
        """Returns what learners see of it, with its size and its credit."""
        image = self.image_of(picture)
        if image is None:
            return None
        address = self.names.get(image.token, image.address)
        return replace(picture, address=address, width=image.width, height=image.height, credit=image.credit)

    def is_whole(self, parts: ItemParts) -> bool:
        return all(self.image_of(picture) for picture in parts.pictures)


def _in_courses(tokens: Collection[str]) -> QuerySet[Image]:
    """Those that whoever wrote the course, or translated it, could name: to know an address is not yet to show the picture."""
    kinds = [model._meta.label_lower for model in (CourseText, Translation)]
    found: QuerySet[Image] = Image.objects.in_sight().filter(token__in=tokens, uses__text_kind__in=kinds)
    return found.distinct()


def _copied(images: Iterable[Image]) -> tuple[dict[str, str], dict[str, str]]:
    """Copies the widest file of each. Returns its name in the course by token, and by name where it is stored."""
    names: dict[str, str] = {}
    files: dict[str, str] = {}
    for picture in store_copies(Pictures((), images).all):
        stored = max(picture.copies)[1]
        name = f"{PICTURES}{PurePosixPath(stored).name}"
        files[name] = stored
        names |= {token: name for address in picture.addresses for token in tokens_in(address, "images")}
    return names, files


FEWEST: Final = {"choice": 2, "choices": 2, "order": 3, "match": 3, "fill_in": 1, "sort": 2}


def faults(kind: str, parts: ItemParts) -> Iterator[str]:
    """Yields a sentence for each reason why an item cannot be published. The words are those of editors."""
    if not (parts.situation or parts.question):
        yield _("The item asks nothing.")
    if not parts.explanation:
        yield _("The item has no explanation.")
    if kind == "dialogue":
        yield from _of_dialogue(parts)
        return
    if len(parts.answers) < FEWEST[kind]:
        yield _("It has too few answers.")
    texts = [comparable(answer.text) for answer in parts.answers]
    if len(set(texts)) < len(texts):
        yield _("Two answers are the same.")
    if not all(answer.feedback for answer in parts.answers):
        yield _("An answer has no comment for the learner who gives it.")
    yield from _of_kind(kind, parts)


def _of_kind(kind: str, parts: ItemParts) -> Iterator[str]:
    right = sum(answer.is_right for answer in parts.answers)
    match kind:
        case "choice" if right != 1:
            yield _("Exactly one answer has to be right.")
        case "choices" if right == 0:
            yield _("No answer is right.")
        case "choices" if right == len(parts.answers):
            yield _("All answers are right: there is nothing to choose.")
        case "match":
            yield from _of_partners(parts)
        case "fill_in":
            yield from _of_gaps(parts)
        case "sort":
            yield from _of_categories(parts, right)


def _of_partners(parts: ItemParts) -> Iterator[str]:
    partners = [comparable(answer.partner) for answer in parts.answers]
    if not all(partners):
        yield _("One of the answers has nothing to be matched with.")
    elif len(set(partners)) < len(partners):
        yield _("Two answers are matched with the same.")


def _of_gaps(parts: ItemParts) -> Iterator[str]:
    gaps = [int(number) for number in GAP.findall(parts.question)]
    if gaps != list(range(1, len(parts.answers) + 1)):
        yield _("The sentence needs a gap for each answer, in their order: [1], [2]…")
    if not all(comparable(one) for answer in parts.answers for one in answer.text.split(ALTERNATIVES)):
        yield _("One of the accepted spellings is empty.")


def _of_categories(parts: ItemParts, right: int) -> Iterator[str]:
    if len(parts.categories) != 2 or not all(parts.categories):
        yield _("The two categories need names.")
    elif comparable(parts.categories[0]) == comparable(parts.categories[1]):
        yield _("The two categories have the same name.")
    if right in {0, len(parts.answers)}:
        yield _("One of the categories stays empty.")


def _of_dialogue(parts: ItemParts) -> Iterator[str]:
    turns = parts.turns
    if not turns or not turns[0].replies:
        yield _("The dialogue has no reply to choose.")
        return
    replies = [(number, reply) for number, turn in enumerate(turns, 1) for reply in turn.replies]
    if any(reply.next_turn != END and not number < reply.next_turn <= len(turns) for number, reply in replies):
        yield _("A reply leads back, or to a turn that does not exist: a dialogue only goes forward.")
    reached = {1, *(reply.next_turn for _number, reply in replies)}
    if set(range(1, len(turns) + 1)) - reached:
        yield _("A turn of the dialogue is never reached.")
    if any(len(turn.replies) == 1 for turn in turns):
        yield _("A turn has only one reply: there is nothing to choose.")
    if not all(reply.feedback for _number, reply in replies):
        yield _("A reply has no comment for the learner who chooses it.")
    if any(
        {comparable(one.text) for one in turn.replies} and _is_twice([one.text for one in turn.replies])
        for turn in turns
    ):
        yield _("Two replies of a turn are the same.")
    if not _can_be_right(parts):
        yield _("No way through the dialogue is right.")


def _is_twice(texts: list[str]) -> bool:
    return len({comparable(text) for text in texts}) < len(texts)


def _can_be_right(parts: ItemParts) -> bool:
    """Says whether right replies alone lead to an end; turns only lead forward, so it is found from the last one."""
    ends = {END}
    for number in range(len(parts.turns), 0, -1):
        replies = parts.turns[number - 1].replies
        if not replies or any(reply.is_right and reply.next_turn in ends for reply in replies):
            ends.add(number)
    return 1 in ends


# What keeps a course from being published, and what its editors may want to look at.


@dataclass(frozen=True)
class CourseProblem:
    """A sentence about a text of a course, None: about the whole. `is_grave`: it cannot be published so.

    `is_outdated`: its tip has other words than the item was compared with, which an editor may find still right.
    """

    text: CourseText | None
    sentence: str
    is_grave: bool = True
    is_outdated: bool = False


def problems_of(course: Course, texts: Sequence[CourseText] | None = None) -> list[CourseProblem]:
    """Returns what is wrong with a course in its own language. `texts` are those in use, in order, where they are known."""
    known = course.texts() if texts is None else texts
    items = [text for text in known if text.is_item]
    return [*_of_the_whole(course, known, items), *_of_items(course, items)]


def _of_the_whole(course: Course, texts: Sequence[CourseText], items: Sequence[CourseText]) -> Iterator[CourseProblem]:
    if not items:
        yield CourseProblem(None, _("The course asks nothing: it has no item."))
    if not course.text.body:
        yield CourseProblem(course.text, _("The course has no description."))
    asked = {item.parent_id for item in items}
    for text in texts:
        if text.kind == "lesson" and text.pk not in asked:
            yield CourseProblem(text, _("The lesson asks nothing: it has no item."), is_grave=False)
    if course.edition.is_withdrawn:
        yield CourseProblem(None, _("The edition that the course teaches is withdrawn."))
    newest = Edition.objects.published().first()
    if newest and newest.number > course.edition.number:
        sentence = _("Edition %(newest)s is out, and the course teaches edition %(number)s.")
        values = {"newest": newest.number, "number": course.edition.number}
        yield CourseProblem(None, sentence % values, is_grave=False)


def _of_items(course: Course, items: Sequence[CourseText]) -> Iterator[CourseProblem]:
    in_edition = {tip.reference for tip in course.edition.guide.tips}
    tips = {tip.pk: tip for tip in Tip.objects.filter(pk__in={item.tip_id for item in items}).defer("body_html")}
    read = _versions_compared(items, tips)
    pictures = ItemPictures.of(item.item for item in items)
    for item in items:
        if not pictures.is_whole(item.item):
            yield CourseProblem(item, _("One of its pictures is no longer on the site: choose another."))
        for sentence in faults(item.kind, item.item):
            yield CourseProblem(item, sentence)
        tip = tips.get(item.tip_id or 0)
        if tip is None:
            yield CourseProblem(item, _("It is tied to no tip."))
        elif tip.reference not in in_edition:
            yield CourseProblem(item, _("Its tip is not in the edition."))
        elif tip.version != item.tip_version and not says_the_same(tip, read.get((tip.pk, item.tip_version))):
            yield CourseProblem(item, _("Its tip has changed since."), is_grave=False, is_outdated=True)
        if tip is not None and tip.number is None:
            yield CourseProblem(item, _("Its tip has left the guide."), is_grave=False)


def _versions_compared(items: Sequence[CourseText], tips: dict[int, Tip]) -> dict[tuple[int, int], TipRevision]:
    """Returns the revisions of tips that items were compared with, where they are older; one query, or none."""
    older = {
        (item.tip_id, item.tip_version)
        for item in items
        if item.tip_id in tips and tips[item.tip_id].version != item.tip_version
    }
    if not older:
        return {}
    keys, versions = {key for key, _version in older}, {version for _key, version in older}
    return {(row.id, row.version): row for row in TipRevision.objects.filter(id__in=keys, version__in=versions)}


def problems_in(course: Course, language: str, texts: Sequence[CourseText] | None = None) -> list[CourseProblem]:
    """Returns what keeps a course from being published in a language that is not its own.

    A translation may have lost a gap, or say two answers alike.
    """
    known = course.texts() if texts is None else texts
    found: list[CourseProblem] = []
    if language not in course.languages():
        found.append(CourseProblem(None, _("The edition does not come out in this language.")))
    translations = by_identity(language)
    worded = {
        text.pk: item_in(text, translations[key], language)
        for text in known
        if text.is_item and (key := of_course_text(text).identity) in translations
    }
    pictures = ItemPictures.of(worded.values())
    for text in known:
        original = of_course_text(text)
        translation = translations.get(original.identity)
        if translation is None:
            found.append(CourseProblem(text, _("It is not translated, or the translation is not approved yet.")))
        elif compared(source_segments(original), translation.paragraphs).is_outdated:
            found.append(CourseProblem(text, _("Its translation is older than the original.")))
        elif text.is_item:
            own, said = set(faults(text.kind, text.item)), faults(text.kind, worded[text.pk])
            found += [CourseProblem(text, sentence) for sentence in said if sentence not in own]
            if not pictures.is_whole(worded[text.pk]):
                found.append(CourseProblem(text, _("A picture of its translation is no longer on the site.")))
    return found
