"""The addresses of the site by their names, each with arguments that lead somewhere in tests/contracts/world.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_ns_resolver, get_resolver, get_urlconf, reverse

from accounts.models import PeopleImport, User
from accounts.people.invitations import signed_for
from campaign.invitations.models import Wave, WaveLetter
from campaign.invitations.wave_letters import opt_out_url
from campaign.models import CheckIn, Phase, QuestionRoom, Registration, TrainingSession, Video
from contributions.models import Comment, Page, Passage, Question, QuestionImport, Report, RollBack
from guide.models import (
    Candidate,
    Consent,
    CourseText,
    Decision,
    Drift,
    Edition,
    Handout,
    Order,
    Poll,
    PrintRun,
    Reason,
    Reference,
    Remark,
    ReviewLink,
    Suggestion,
)
from learning.badges import signatures
from learning.models import Attempt, Certificate, Course, CourseDocument, CourseVersion
from notifications.mail.absolute_urls import unsubscribe_url
from tests.contracts.rights import learners
from tests.contracts.world import ACCOUNTS, PAGE, TOKEN, WRITING
from themes.models import Theme

ARGUMENTS: dict[str, object] = {
    "theme": "delinquants",
    "slug": "delinquants",
    "page": PAGE,
    "version": 2,
    "handle": ACCOUNTS["contributor"],
    "pk": 1,
    "key": "6",
    "number": 1,
    "language": "fr",
    "name": "index.html",
    "form": "web",
    "uidb36": "1",
    "token": TOKEN,
    "picture": TOKEN,
    "width": 480,
    "writing": WRITING,
    "code": "lille",
    "kind": "svg",
    "chart": "taking-part",
    "format": "scorm2004",
}

# Whose row "pk" is the key of, by the name of the address or by its first word; of a contribution else.
MODELS: dict[str, Any] = {
    "person": User,
    "report": Report,
    "roll": RollBack,
    "decision": Decision,
    "reason": Reason,
    "candidate": Candidate,
    "poll": Poll,
    "phase": Phase,
    "consent": Consent,
    "tip_drift": Drift,
    "print": PrintRun,
    "order": Order,
    "handout": Handout,
    "theme": Theme,
    "course": Course,
    "text": CourseText,
    "suggestion": Suggestion,
    "session": TrainingSession,
    "video": Video,
    "track": Video,
    "registration": TrainingSession,
    "registrations": TrainingSession,
    "room": TrainingSession,
    "speaker": TrainingSession,
    "attendance": TrainingSession,
    "check": TrainingSession,
    "slides": TrainingSession,
    "achievement": CourseVersion,
    "wave": Wave,
    "letter_again": Wave,
    "course_remind": Course,
    "questions_qti": CourseDocument,
    "questions_moodle": CourseDocument,
    "package": CourseDocument,
}
ADDED = {
    *(CheckIn, Comment, Consent, Decision, Passage, PeopleImport, QuestionImport, QuestionRoom, Report, ReviewLink),
    *(RollBack, Suggestion, TrainingSession, Wave, WaveLetter),
}
PREPARED = {"edition", "edition_cover", "edition_imprint", "translation"}
OF_PREPARED = ("edition_p", "edition_language", "translation_", "original_", "suggestion_")
QUERIES = {"page_diff": "?older=1&newer=2", "page_undo": "?version=2", "page_revert": "?version=1"}
QUERIES |= {"tip_diff": "?older=1&newer=2", "tip_undo": "?version=2", "tip_revert": "?version=1"}
QUERIES |= {
    "page_template_diff": "?older=1&newer=2",
    "page_template_undo": "?version=2",
    "page_template_revert": "?version=1",
}
QUERIES |= {"comment_diff": "?older=1&newer=2"}
QUERIES |= {"text_diff": "?older=1&newer=2", "text_undo": "?version=2", "text_revert": "?version=1"}
QUERIES |= {
    "tip_remark": "?sentence=1&version=1",
    "text_remark": "?sentence=1&version=1",
    "review_by_link": "?sentence=1&version=1",
}
QUERIES |= {"section_diff": "?older=1&newer=2", "section_undo": "?version=2", "section_revert": "?version=1"}


def named_urls(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site but the admin's, which has one gate of its own (tested below)."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = f"{pattern.namespace}:" if pattern.namespace else namespace
                yield from named_urls(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}", pattern


def urls() -> dict[str, URLPattern]:
    return dict(named_urls(get_resolver().url_patterns))


def address(name: str) -> str:
    short = name.rpartition(":")[2]
    wanted = names_in(name)
    values = {argument: ARGUMENTS[argument] for argument in wanted if argument in ARGUMENTS}
    if "key" in wanted:
        values["key"] = "glossary" if short.startswith("section") else "x-y" if short.startswith("account") else "6"
    if "pk" in wanted:
        model = MODELS.get(short, MODELS.get(short.partition("_")[0], Comment))
        values["pk"] = row_of(model).pk
    values |= of_page_or_drift(short)
    of_rows = {
        "remark": Remark,
        "link": ReviewLink,
        "question": Question,
        "registration": Registration,
        "check_in": CheckIn,
        "letter": WaveLetter,
        "page_id": Page,
        "passage": Passage,
        "batch": PeopleImport if short.startswith("people") else QuestionImport,
    }
    values |= {name: row_of(model).pk for name, model in of_rows.items() if name in wanted}
    if short == "public_text":
        values |= {"kind": "privacy", "language": settings.LANGUAGES[0][0]}
    if "signed" in wanted:
        values["signed"] = signature_of(short)
    if "token" in wanted and "name" in wanted:
        values["name"] = "guide.pdf" if short == "agency_file" else "ecran"
    if short in {"short_link_to_file", "print_run_file"}:
        values["name"] = "booklet.pdf"
    values |= of_course(name)
    values |= of_edition(short, wanted) | of_room(short, wanted) | of_video(short) | of_badge(wanted)
    values |= of_learner(name, wanted)
    if short == "edition" or short.startswith(("edition_p", "edition_form")):
        values["number"] = Edition.objects.in_preparation().number
    if short in {"desk", "decide"}:  # a text is open
        opened = f"page-{row_of(Page).pk}"
        return reverse(name, args=[opened]) if short == "decide" else f"{reverse(name)}?text={opened}"
    return reverse(name, kwargs=values) + QUERIES.get(short, "")


def row_of(model: Any) -> Any:
    """The row of this kind that the addresses are about: the one that the world has added, or one that is still open."""
    rows = model.objects.all()
    if model is Page:
        return rows.get(slug=PAGE)
    if model in {Candidate, Drift}:
        open_since = {"ended_at": None} if model is Candidate else {"answered_at": None}
        return rows.filter(**open_since).earliest("pk")
    if model is Registration:
        return rows.filter(session=row_of(TrainingSession)).latest("pk")
    if model is Remark:
        return rows.exclude(tip=None).latest("pk")
    return rows.latest("pk") if model in ADDED else rows.earliest("pk")


def signature_of(short: str) -> str:
    """What stands signed in an address."""
    if short.startswith("invitation"):
        return signed_for(User.objects.filter(last_login=None).earliest("pk"))
    person = User.objects.earliest("pk")
    url = opt_out_url(person) if short == "opt_out" else unsubscribe_url(person, ["rest"])
    return url.split("/")[-2]


def of_page_or_drift(short: str) -> dict[str, Any]:
    """What names the page that is reported, and the tip whose source has changed."""
    if short == "report":
        return {"kind": "page", "key": row_of(Page).pk}
    return {"key": row_of(Drift).source.tip.key} if short == "tip_drift" else {}


def of_video(short: str) -> dict[str, Any]:
    """What names a file of a video."""
    if short == "video_file":
        return {"name": Video.objects.earliest("pk").film}
    return {"kind": "captions"} if short == "track" else {}


def of_course(name: str) -> dict[str, Any]:
    """What names a course, or the item or the lesson of it that has a screen of its own."""
    if not name.startswith("learning:"):
        return {}
    match name.removeprefix("learning:"):
        case "text" | "text_revision" | "text_diff" | "text_revert" | "text_undo" | "text_confirm" | "text_remark":
            return {"pk": CourseText.objects.items().earliest("pk").pk}
        case "text_remark_answer":
            remark = Remark.objects.exclude(course_text=None).earliest("pk")
            return {"pk": remark.course_text_id, "remark": remark.pk}
        case "text_preview" | "text_presence" | "lesson_content" | "item_new":
            return {"pk": CourseText.objects.filter(kind="lesson").earliest("pk").pk}
        case "lesson_new":
            return {"pk": Course.objects.earliest("pk").pk}
        case "course_preview_picture":
            pictures = CourseDocument.objects.earliest("pk").content.pictures
            return {"name": next(iter(pictures)).removeprefix("pictures/")}
    return {}


def of_learner(name: str, wanted: set[str]) -> dict[str, Any]:
    """What names something of the course that everybody has passed."""
    if name not in learners.GET and name not in learners.POST:
        return {}
    attempt = Attempt.objects.earliest("pk")
    lesson = next(lesson for lesson in attempt.content.lessons if lesson.items)
    known = {
        "pk": attempt.course_id,
        "version": attempt.version_id,
        "lesson": lesson.key,
        "item": lesson.items[0].key,
        "name": next(iter(attempt.content.pictures)).removeprefix("pictures/"),
    }
    return {name: value for name, value in known.items() if name in wanted}


def of_edition(short: str, wanted: set[str]) -> dict[str, Any]:
    """What names something of the edition in preparation."""
    if short == "reference":
        return {"key": Reference.objects.earliest("pk").key}
    if short not in PREPARED and not short.startswith(OF_PREPARED):
        return {}
    known = {
        "number": Edition.objects.in_preparation().number,
        "language": "it",
        "text": "theme-1",
        "theme": 2,
        "paragraph": 0,
    }
    return {name: value for name, value in known.items() if name in wanted}


def of_room(short: str, wanted: set[str]) -> dict[str, Any]:
    """The code of the room for questions."""
    is_room = short.startswith("room") and "code" in wanted
    return {"code": row_of(QuestionRoom).code} if is_room else {}


def of_badge(wanted: set[str]) -> dict[str, Any]:
    """The public address of a badge, and its key."""
    known = {
        "uuid": lambda: Certificate.objects.earliest("pk").uuid,
        "thumbprint": lambda: signatures.signing_key().id,
    }
    return {name: known[name]() for name in known.keys() & wanted}


def names_in(name: str) -> set[str]:
    """The arguments of an address, those of the prefixes that include it too."""
    namespace, _colon, short = name.rpartition(":")
    resolver = get_resolver(get_urlconf())
    if namespace:
        resolver = get_ns_resolver("", resolver.namespace_dict[namespace][1], ())
    possibilities = resolver.reverse_dict.getlist(short)
    return set(possibilities[0][0][0][1])
