"""The addresses of the wiki."""

from django.urls import URLPattern, URLResolver, include, path

from contributions.views.authorship.views import page_contributors
from contributions.views.comments import changing, comment_detail, discussion, incorporation, posting, settling
from contributions.views.contributors import contributor, thanks
from contributions.views.endorsements import endorsers
from contributions.views.endorsements import views as endorsing
from contributions.views.feeds.urls import urlpatterns as feed_urls
from contributions.views.hiding import urls as hiding_urls
from contributions.views.mentions import views as mentioning
from contributions.views.moderation.urls import urlpatterns as order_urls
from contributions.views.page_templates.urls import urlpatterns as template_urls
from contributions.views.page_views.views import page_read
from contributions.views.pages import edit, history, moving, page_detail, theme_detail, title_suggestions
from contributions.views.passages import views as passages
from contributions.views.questions.urls import urlpatterns as question_urls
from contributions.views.recent_changes.urls import urlpatterns as change_urls
from contributions.views.reports.urls import urlpatterns as report_urls
from contributions.views.uploads.urls import urlpatterns as upload_urls
from contributions.views.videos import organising as video_organising
from contributions.views.videos import video_detail
from contributions.views.watches.urls import urlpatterns as watch_urls

app_name = "contributions"

page_urls: list[URLPattern | URLResolver] = [
    path("", page_detail.page, name="page"),
    path("edit/", edit.page_edit, name="page_edit"),
    path("presence/", edit.page_presence, name="page_presence"),
    path("preview/", edit.page_preview, name="page_preview"),
    path("history/", history.page_history, name="page_history"),
    path("revisions/<int:version>/", history.page_revision, name="page_revision"),
    path("diff/", history.page_diff, name="page_diff"),
    path("revert/", history.page_revert, name="page_revert"),
    path("undo/", history.page_undo, name="page_undo"),
    path("move/", moving.page_move, name="page_move"),
    *hiding_urls.page_urls,
    path("links/", page_detail.page_links, name="page_links"),
    path("contributors/", page_contributors, name="page_contributors"),
    path("thank/", thanks.page_thank, name="page_thank"),
    path("say/", posting.page_comment, name="page_comment"),
    path("talk/", discussion.page_comments, name="page_comments"),
    path("endorse/", endorsing.page_endorse, name="page_endorse"),
    path("passages/endorse/", passages.passage_endorse, name="passage_endorse"),
    path("passages/<pk:passage>/agreed-by/", endorsers.passage_endorsers, name="passage_endorsers"),
    path("useful-to/", endorsers.page_endorsers, name="page_endorsers"),
    path("read/", page_read, name="page_read"),
    path("nuance/", passages.page_nuance, name="page_nuance"),
]

comment_urls: list[URLPattern | URLResolver] = [
    path("", comment_detail.comment, name="comment"),
    path("answer/", posting.comment_answer, name="comment_answer"),
    path("answers/", discussion.comment_answers, name="comment_answers"),
    path("resolve/", settling.comment_resolve, name="comment_resolve"),
    path("reopen/", settling.comment_reopen, name="comment_reopen"),
    path("edit/", changing.comment_edit, name="comment_edit"),
    *hiding_urls.comment_urls,
    path("withdraw/", changing.comment_withdraw, name="comment_withdraw"),
    path("put-back/", changing.comment_put_back, name="comment_put_back"),
    path("history/", comment_detail.comment_history, name="comment_history"),
    path("revisions/<int:version>/", comment_detail.comment_revision, name="comment_revision"),
    path("diff/", comment_detail.comment_diff, name="comment_diff"),
    path("endorse/", endorsing.comment_endorse, name="comment_endorse"),
    path("useful-to/", endorsers.comment_endorsers, name="comment_endorsers"),
    path("thank/", thanks.comment_thank, name="comment_thank"),
    path("take-up/", incorporation.comment_incorporate, name="comment_incorporate"),
]

urlpatterns = [
    path("", include(watch_urls)),  # before the pages of a theme: none is called "watch"
    path("", include(feed_urls)),
    path("wiki/", page_detail.wiki, name="wiki"),
    path("wiki/<str:theme>/", theme_detail.theme, name="theme"),
    path("wiki/<str:theme>/new/", edit.page_new, name="page_new"),
    path("wiki/<str:theme>/say/", posting.theme_comment, name="theme_comment"),
    path("wiki/<str:theme>/talk/", discussion.theme_comments, name="theme_comments"),
    path("wiki/<str:theme>/<str:page>/", include(page_urls)),
    path("videos/<pk:pk>/", video_detail.video, name="video"),
    path("videos/<pk:pk>/say/", posting.video_comment, name="video_comment"),
    path("videos/<pk:pk>/pages/", video_organising.video_page_add, name="video_page_add"),
    path("videos/<pk:pk>/pages/remove/", video_organising.video_page_remove, name="video_page_remove"),
    path("videos/<pk:pk>/withdraw/", video_organising.video_withdraw, name="video_withdraw"),
    path("videos/<pk:pk>/show/", video_organising.video_show, name="video_show"),
    path("box-tools/", discussion.box_tools, name="box_tools"),
    path("people/", mentioning.people, name="people"),
    path("wiki-titles/", title_suggestions.wiki_titles, name="wiki_titles"),
    path("contributions/<pk:pk>/", include(comment_urls)),
    path("contributors/<str:handle>/", contributor.contributor, name="contributor"),
    path("", include(change_urls)),
    path("", include(order_urls)),
    path("", include(question_urls)),
    path("", include(hiding_urls.urlpatterns)),
    path("", include(report_urls)),
    path("", include(template_urls)),
    path("", include(upload_urls)),
]
