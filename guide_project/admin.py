"""The administrators' site: what editors and contributors do in their own screens is not done here a second time."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import is_administrator
from campaign.site_settings.current import current_settings

GROUPS = {
    _("Pages"): "Page PageRevision PageTemplate PageTemplateRevision Redirect PageMerge PageSplit Credit Authorship",
    _("What people say"): "Comment CommentRevision Question QuestionAnswer QuestionWording SameQuestion QuestionImport",
    _("What people do"): "Endorsement Thanks Mention Passage PageScore FirstContribution",
    _("Pictures and files"): "Image Attachment",
    _("Moderation"): "LogEntry Report Hiding RevisionHiding Protection Patrol RollBack RateLimitCounter",
    _("Tips and sections"): "Tip TipRevision Section SectionRevision Drift Consent LinkCheck",
    _("Choosing and deciding"): "Submission Decision DecisionAnswer Reason Nomination Candidate Poll Ballot",
    _("Texts of courses"): "CourseText CourseTextRevision",
    _("Reviews"): "ReviewStep Remark RemarkAnswer ReviewLink",
    _("Editions"): "Edition EditionFile",
    _("Distribution"): "Channel ChannelFile Agency Order Handout PrintRun",
}
GROUP_OF = {name: group for group, names in GROUPS.items() for name in names.split()}
SCREENS = {
    "people": _("People"),
    "site_settings": _("Settings"),
    "guide:themes": _("The questions"),
    "calendar": _("Calendar"),
    "guide:desk": _("The editors’ desk"),
    "training:sessions": _("Training sessions"),
    "invitations:waves": _("Invitations"),
    "guide:channels": _("Distribution"),
}
"""What has screens of its own has no list here, or is looked after there: the front page leads to them first."""
NOT_LISTED = {"User", "PeopleImport"}
"""Their lists have a screen that does more; the pages of single rows stay, for what the screen has no place for."""


class GuideAdminSite(AdminSite):
    index_title = _("Administration")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The site's own screens, then the lists by what they are about: the big apps are divided."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        for app in apps:
            app["models"] = [model for model in app["models"] if model["object_name"] not in NOT_LISTED]
        return [screens_of_the_site(), *(part for app in apps if app["models"] for part in divided(app))]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        name = current_settings().name
        return super().each_context(request) | {"site_title": name, "site_header": name}

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and is_administrator(request.user))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The site has one door, which counts wrong passwords; who is signed in and no administrator stays out."""
        home = reverse("admin:index", current_app=self.name)
        if self.has_permission(request):
            return redirect(home)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME, home))


def screens_of_the_site() -> dict[str, Any]:
    """As a group of the front page, with a row for each screen."""
    rows = [
        {"name": name, "object_name": view.replace(":", "_"), "admin_url": reverse(view), "view_only": True}
        for view, name in SCREENS.items()
    ]
    return {"name": _("On the site"), "app_label": "site", "app_url": reverse("home"), "models": rows}


def divided(app: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """An app as the groups into which its models fall, in the order of GROUPS; what falls into none stays under its name."""
    names = [GROUP_OF.get(model["object_name"], app["name"]) for model in app["models"]]
    for group in sorted(set(names), key=lambda name: [*GROUPS, app["name"]].index(name)):
        models = [model for model, name in zip(app["models"], names, strict=True) if name == group]
        yield app | {"name": str(group), "models": models}
