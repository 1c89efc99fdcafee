from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString

from accounts.readers import own_value
from guide_project import frame

register = template.Library()

PARTS = {"recent_changes": "changes", "guide_current": "guide", "guide_in_language": "guide", "editions": "guide"}
PARTS |= dict.fromkeys(["choice", "theme_selection_report"], "guide")
PARTS |= dict.fromkeys(["log", "roll_back", "person_stop", "person_roll_back"], "desk")
OF_TRANSLATION = ["export", "import", "language", "review", "suggest", "approve", "send_back"]
PARTS |= dict.fromkeys(
    ["translations", "translation", *(f"translation_{name}" for name in OF_TRANSLATION)], "translation"
)
PARTS |= {
    "own_sessions": "own_sessions",
    "courses": "courses",
    "watchlist": "watchlist",
    "feed_tokens": "feeds",
    "video": "videos",
}
OF_QUESTIONS = ["ask", "answer", "same", "join", "part", "edit", "hide", "show"]
PARTS |= dict.fromkeys(["questions", "question", *(f"question_{name}" for name in OF_QUESTIONS)], "asked")
PARTS |= dict.fromkeys(["questions_import", "questions_import_preview", "comment_ask"], "asked")
OF_PEOPLE = ["people_change", "people_import", "people_import_columns", "people_import_report"]
PARTS |= dict.fromkeys(["people", *OF_PEOPLE, "person_new", "person_edit", "slips"], "people")


@register.simple_tag(takes_context=True)
def hers(context: Context, name: str) -> SafeString:
    """Returns what is the signed-in reader's own, of accounts.readers.OWN; its placeholder in a page that is made for many."""
    return SafeString(own_value(context["request"], name))


@register.simple_tag(takes_context=True)
def frame_part(context: Context, template: str) -> SafeString:
    """Returns a part of what stands around every screen, of guide_project.frame: `{% frame_part "parts/top/top.html" %}`."""
    request = context["request"]
    return frame.frame_part(template, frame.frame_key(request, part_of(request), context["brand"]), request)


def part_of(request: HttpRequest) -> str:
    """Which part of the site a page belongs to: "wiki", "changes", "asked", "desk", "guide", "settings"… or ""."""
    match = request.resolver_match
    if match is None:
        return ""
    if match.route.startswith("settings/"):
        return "settings"
    by_app = {
        "contributions": "wiki",
        "guide": "desk",
        "notifications": "notices",
        "reporting": "figures",
        "drafts": "drafts",
        "training": "sessions",
        "videos": "videos",
        "invitations": "invitations",
    }
    of_app = "desk" if match.route.startswith("curation/") else by_app.get(match.namespace, "")
    return PARTS.get(match.url_name or "", of_app)
