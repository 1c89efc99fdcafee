"""The addresses of the wiki."""

from django.urls import include, path

from contributions.pages.views import changes, history, moving, reading, writing

app_name = "contributions"

page_urls = [
    path("", reading.page, name="page"),
    path("edit/", writing.page_edit, name="page_edit"),
    path("preview/", writing.page_preview, name="page_preview"),
    path("history/", history.page_history, name="page_history"),
    path("revisions/<int:version>/", history.page_revision, name="page_revision"),
    path("diff/", history.page_diff, name="page_diff"),
    path("revert/", history.page_revert, name="page_revert"),
    path("undo/", history.page_undo, name="page_undo"),
    path("move/", moving.page_move, name="page_move"),
    path("hide/", moving.page_hide, name="page_hide"),
    path("show/", moving.page_show, name="page_show"),
    path("links/", reading.page_links, name="page_links"),
]

urlpatterns = [
    path("wiki/", reading.wiki, name="wiki"),
    path("wiki/<str:theme>/", reading.theme, name="theme"),
    path("wiki/<str:theme>/new/", writing.page_new, name="page_new"),
    path("wiki/<str:theme>/<str:page>/", include(page_urls)),
    path("recent-changes/", changes.recent_changes, name="recent_changes"),
]
