"""The addresses of the wiki."""

from django.urls import URLPattern, URLResolver, include, path

from contributions.authorship.views import page_contributors
from contributions.changes.urls import urlpatterns as change_urls
from contributions.endorsements import showing
from contributions.endorsements import views as endorsing
from contributions.feeds.urls import urlpatterns as feed_urls
from contributions.hiding import urls as hiding_urls
from contributions.images.urls import urlpatterns as upload_urls
from contributions.mentions import views as mentioning
from contributions.order.urls import urlpatterns as order_urls
from contributions.outlines.urls import urlpatterns as template_urls
from contributions.pages.views import history, moving, reading, titles, writing
from contributions.passages import views as passages
from contributions.people.views import contributor, thanking
from contributions.questions.urls import urlpatterns as question_urls
from contributions.readings.views import page_read
from contributions.reports.urls import urlpatterns as report_urls
from contributions.talk.views import changing, discussing, saying, settling, taking
from contributions.talk.views import reading as told
from contributions.watches.urls import urlpatterns as watch_urls

app_name = "contributions"

page_urls: list[URLPattern | URLResolver] = [
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
    *hiding_urls.page_urls,
    path("links/", reading.page_links, name="page_links"),
    path("contributors/", page_contributors, name="page_contributors"),
    path("thank/", thanking.page_thank, name="page_thank"),
    path("say/", saying.page_say, name="page_say"),
    path("talk/", discussing.page_talk, name="page_talk"),
    path("endorse/", endorsing.page_endorse, name="page_endorse"),
    path("passages/endorse/", passages.passage_endorse, name="passage_endorse"),
    path("passages/<int:passage>/agreed-by/", showing.passage_endorsers, name="passage_endorsers"),
    path("useful-to/", showing.page_endorsers, name="page_endorsers"),
    path("read/", page_read, name="page_read"),
    path("nuance/", passages.page_nuance, name="page_nuance"),
]

contribution_urls: list[URLPattern | URLResolver] = [
    path("", told.contribution, name="contribution"),
    path("answer/", saying.contribution_answer, name="contribution_answer"),
    path("answers/", discussing.contribution_answers, name="contribution_answers"),
    path("resolve/", settling.contribution_resolve, name="contribution_resolve"),
    path("reopen/", settling.contribution_reopen, name="contribution_reopen"),
    path("edit/", changing.contribution_edit, name="contribution_edit"),
    *hiding_urls.contribution_urls,
    path("withdraw/", changing.contribution_withdraw, name="contribution_withdraw"),
    path("put-back/", changing.contribution_put_back, name="contribution_put_back"),
    path("history/", told.contribution_history, name="contribution_history"),
    path("revisions/<int:version>/", told.contribution_revision, name="contribution_revision"),
    path("diff/", told.contribution_diff, name="contribution_diff"),
    path("endorse/", endorsing.contribution_endorse, name="contribution_endorse"),
    path("useful-to/", showing.contribution_endorsers, name="contribution_endorsers"),
    path("thank/", thanking.contribution_thank, name="contribution_thank"),
    path("take-up/", taking.contribution_take_up, name="contribution_take_up"),
]

urlpatterns = [
    path("", include(watch_urls)),  # before the pages of a theme: none is called "watch"
    path("", include(feed_urls)),
    path("wiki/", reading.wiki, name="wiki"),
    path("wiki/<str:theme>/", reading.theme, name="theme"),
    path("wiki/<str:theme>/new/", writing.page_new, name="page_new"),
    path("wiki/<str:theme>/say/", saying.theme_say, name="theme_say"),
    path("wiki/<str:theme>/talk/", discussing.theme_talk, name="theme_talk"),
    path("wiki/<str:theme>/<str:page>/", include(page_urls)),
    path("box-tools/", discussing.box_tools, name="box_tools"),
    path("people/", mentioning.people, name="people"),
    path("wiki-titles/", titles.wiki_titles, name="wiki_titles"),
    path("contributions/<int:pk>/", include(contribution_urls)),
    path("contributors/<str:handle>/", contributor.contributor, name="contributor"),
    path("", include(change_urls)),
    path("", include(order_urls)),
    path("", include(question_urls)),
    path("", include(hiding_urls.urlpatterns)),
    path("", include(report_urls)),
    path("", include(template_urls)),
    path("", include(upload_urls)),
]
