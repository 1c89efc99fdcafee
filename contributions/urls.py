"""The addresses of the wiki."""

from django.urls import include, path

from contributions.endorsements import views as endorsing
from contributions.images.urls import urlpatterns as upload_urls
from contributions.outlines.urls import urlpatterns as template_urls
from contributions.pages.views import changes, history, moving, reading, titles, writing
from contributions.passages import views as passages
from contributions.talk.views import changing, saying, taking
from contributions.talk.views import reading as told

app_name = "contributions"

page_urls = [
    path("", reading.page, name="page"),
    path("edit/", writing.page_edit, name="page_edit"),
    path("company/", writing.page_company, name="page_company"),
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
    path("say/", saying.page_say, name="page_say"),
    path("endorse/", endorsing.page_endorse, name="page_endorse"),
    path("passages/endorse/", passages.passage_endorse, name="passage_endorse"),
    path("nuance/", passages.page_nuance, name="page_nuance"),
]

contribution_urls = [
    path("", told.contribution, name="contribution"),
    path("answer/", saying.contribution_answer, name="contribution_answer"),
    path("edit/", changing.contribution_edit, name="contribution_edit"),
    path("withdraw/", changing.contribution_withdraw, name="contribution_withdraw"),
    path("put-back/", changing.contribution_put_back, name="contribution_put_back"),
    path("history/", told.contribution_history, name="contribution_history"),
    path("revisions/<int:version>/", told.contribution_revision, name="contribution_revision"),
    path("diff/", told.contribution_diff, name="contribution_diff"),
    path("endorse/", endorsing.contribution_endorse, name="contribution_endorse"),
    path("take-up/", taking.contribution_take_up, name="contribution_take_up"),
]

urlpatterns = [
    path("wiki/", reading.wiki, name="wiki"),
    path("wiki/<str:theme>/", reading.theme, name="theme"),
    path("wiki/<str:theme>/new/", writing.page_new, name="page_new"),
    path("wiki/<str:theme>/say/", saying.theme_say, name="theme_say"),
    path("wiki/<str:theme>/<str:page>/", include(page_urls)),
    path("wiki-titles/", titles.wiki_titles, name="wiki_titles"),
    path("contributions/<int:pk>/", include(contribution_urls)),
    path("recent-changes/", changes.recent_changes, name="recent_changes"),
    path("", include(template_urls)),
    path("", include(upload_urls)),
]
