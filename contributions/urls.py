"""The addresses of the wiki; a token is 16 figures of base 16."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from contributions.page_templates import PageTemplate
from contributions.views import (
    contributors,
    endorsements,
    feeds,
    hiding,
    merging,
    moderation,
    page_templates,
    passages,
    recent_changes,
    reports,
    videos,
)
from contributions.views.comments import changing, discussion, posting, threads
from contributions.views.contributors import page_contributors
from contributions.views.page_templates import page_read
from contributions.views.pages import edit, history, page_detail, theme_detail
from contributions.views.protecting import views as protecting
from contributions.views.questions import ask, importing, question_detail
from contributions.views.uploads import download, files

app_name = "contributions"

feed_urls = [
    path("feeds/changes.atom", feeds.feed_changes, name="feed_changes"),
    path("feeds/watchlist.atom", feeds.feed_watchlist, name="feed_watchlist"),
    path("feeds/sessions.ics", feeds.feed_sessions, name="feed_sessions"),
    path("feeds/themes/<str:theme>.atom", feeds.feed_theme, name="feed_theme"),
    path("feeds/pages/<pk:page_id>.atom", feeds.feed_page, name="feed_page"),
    path("feeds/people/<str:handle>.atom", feeds.feed_person, name="feed_person"),
    path("accounts/feeds/", feeds.feed_tokens, name="feed_tokens"),
    path("accounts/feeds/<pk:pk>/revoke/", feeds.feed_token_revoke, name="feed_token_revoke"),
]

# The addresses of what editors do to a page and to what is said: hide, protect, merge, split.
editor_page_urls: list[URLPattern | URLResolver] = [
    path("hide/", hiding.page_hide, name="page_hide"),
    path("show/", hiding.page_show, name="page_show"),
    path("revisions/<int:version>/hide/", hiding.page_version_hide, name="page_version_hide"),
    path("revisions/<int:version>/show/", hiding.page_version_show, name="page_version_show"),
    path("protect/", protecting.page_protect, name="page_protect"),
    path("unprotect/", protecting.page_unprotect, name="page_unprotect"),
    path("merge/", merging.page_merge, name="page_merge"),
    path("restore/", merging.page_restore, name="page_restore"),
    path("split/", merging.page_split, name="page_split"),
]

editor_comment_urls: list[URLPattern | URLResolver] = [
    path("hide/", hiding.comment_hide, name="comment_hide"),
    path("show/", hiding.comment_show, name="comment_show"),
    path("revisions/<int:version>/hide/", hiding.comment_version_hide, name="comment_version_hide"),
    path("revisions/<int:version>/show/", hiding.comment_version_show, name="comment_version_show"),
]

secret_urls = [path("curation/secrets/", hiding.secrets, name="secrets")]

# The addresses of moderation.
order_urls = [
    path("curation/log/", moderation.log, name="log"),
    path("contributors/<str:handle>/stop/", moderation.person_stop, name="person_stop"),
    path("contributors/<str:handle>/restart/", moderation.person_restart, name="person_restart"),
    path("contributors/<str:handle>/roll-back/", moderation.person_roll_back, name="person_roll_back"),
    path("curation/roll-backs/<pk:pk>/", moderation.roll_back, name="roll_back"),
    path("curation/roll-backs/<pk:pk>/confirm/", moderation.roll_back_confirm, name="roll_back_confirm"),
    path("curation/roll-backs/<pk:pk>/drop/", moderation.roll_back_drop, name="roll_back_drop"),
    path("curation/roll-backs/<pk:pk>/go-on/", moderation.roll_back_go_on, name="roll_back_go_on"),
]

# The template of new pages stands at the editors' desk.
template_urls = [
    path("", page_templates.page_template, name="page_template"),
    path("preview/", page_templates.page_template_preview, name="page_template_preview"),
    *page_templates.TemplateRevisions.urls("page_template", PageTemplate.objects.current),
]

desk_urls = [path("curation/page-template/", include(template_urls))]

# The addresses of the questions.
question_urls = [
    path("", question_detail.question, name="question"),
    path("answer/", question_detail.question_answer, name="question_answer"),
    path("take-back/", question_detail.question_take_back, name="question_take_back"),
    path("same/", question_detail.question_same, name="question_same"),
    path("join/", importing.question_join, name="question_join"),
    path("part/", importing.question_part, name="question_part"),
    path("edit/", importing.question_edit, name="question_edit"),
    path("hide/", importing.question_hide, name="question_hide"),
    path("show/", importing.question_show, name="question_show"),
]

question_list_urls: list[URLPattern | URLResolver] = [
    path("questions/", ask.questions, name="questions"),
    path("questions/ask/", ask.question_ask, name="question_ask"),
    path("questions/similar/", ask.questions_similar, name="questions_similar"),
    path("questions/import/", importing.questions_import, name="questions_import"),
    path("questions/import/<pk:batch>/", importing.questions_import_preview, name="questions_import_preview"),
    path("questions/import/<pk:batch>/refused/", importing.questions_import_refused, name="questions_import_refused"),
    path("questions/<pk:question>/", include(question_urls)),
    path("sessions/<pk:pk>/take-over/", importing.session_take_over, name="session_take_over"),
    path("contributions/<pk:pk>/ask/", ask.comment_ask, name="comment_ask"),
    path("wiki/<str:theme>/<str:page>/questions/", question_detail.page_questions, name="page_questions"),
]

# The addresses of what is new.
change_urls = [
    path("recent-changes/", recent_changes.recent_changes, name="recent_changes"),
    path("recent-changes/read/", recent_changes.changes_read, name="changes_read"),
]

# The addresses of reports: sending one, reading what became of it, settling them.
report_urls = [
    path("report/<str:kind>/<str:key>/", reports.report, name="report"),
    path("reports/<pk:pk>/", reports.report_status, name="report_status"),
    path("curation/reports/", reports.reports, name="reports"),
    path("curation/reports/<pk:pk>/", reports.report_settle, name="report_settle"),
]


# The addresses of pictures and files.
class UploadTokenConverter:
    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PictureWidthConverter:
    """At most five figures: no picture is wider."""

    regex = "[1-9][0-9]{0,4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(UploadTokenConverter, "token")
register_converter(PictureWidthConverter, "width")

upload_urls = [
    path("settings/logo/", download.logo_settings, name="logo_settings"),
    path("logo/<token:token>/", download.logo, name="logo"),
    path("images/", download.images, name="images"),
    path("images/<token:token>/", download.image, name="image"),
    path("images/<token:token>/hide/", files.image_hide, name="image_hide"),
    path("images/<token:token>/show/", files.image_show, name="image_show"),
    path("images/<token:token>/delete/", files.image_delete, name="image_delete"),
    path("files/", files.files, name="files"),
    path("files/<token:token>/hide/", files.file_hide, name="file_hide"),
    path("files/<token:token>/show/", files.file_show, name="file_show"),
    path("files/<token:token>/delete/", files.file_delete, name="file_delete"),
    path("media/images/<token:token>/<slug:name>.webp", download.image_file, name="image_file"),
    path("media/images/<token:token>/<width:width>/<slug:name>.webp", download.image_width, name="image_width"),
    path("media/files/<token:token>/<slug:name>.pdf", download.file, name="file"),
]

# The addresses at which things are followed, and the list of them.
watch_urls = [
    path("wiki/<str:theme>/watch/", endorsements.theme_watch, name="theme_watch"),
    path("wiki/<str:theme>/<str:page>/watch/", endorsements.page_watch, name="page_watch"),
    path("contributions/<pk:pk>/watch/", endorsements.comment_watch, name="comment_watch"),
    path("questions/<pk:question>/watch/", endorsements.question_watch, name="question_watch"),
    path("contributors/<str:handle>/watch/", endorsements.person_watch, name="person_watch"),
    path("watchlist/", endorsements.watchlist, name="watchlist"),
    path("watchlist/stop/", endorsements.watchlist_stop, name="watchlist_stop"),
]


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
    path("move/", history.page_move, name="page_move"),
    *editor_page_urls,
    path("links/", page_detail.page_links, name="page_links"),
    path("contributors/", page_contributors, name="page_contributors"),
    path("thank/", contributors.page_thank, name="page_thank"),
    path("say/", posting.page_comment, name="page_comment"),
    path("talk/", discussion.page_comments, name="page_comments"),
    path("endorse/", endorsements.page_endorse, name="page_endorse"),
    path("passages/endorse/", passages.passage_endorse, name="passage_endorse"),
    path("passages/<pk:passage>/agreed-by/", endorsements.passage_endorsers, name="passage_endorsers"),
    path("useful-to/", endorsements.page_endorsers, name="page_endorsers"),
    path("read/", page_read, name="page_read"),
    path("nuance/", passages.page_nuance, name="page_nuance"),
]

comment_urls: list[URLPattern | URLResolver] = [
    path("", threads.comment, name="comment"),
    path("answer/", posting.comment_answer, name="comment_answer"),
    path("answers/", discussion.comment_answers, name="comment_answers"),
    path("resolve/", posting.comment_resolve, name="comment_resolve"),
    path("reopen/", posting.comment_reopen, name="comment_reopen"),
    path("edit/", changing.comment_edit, name="comment_edit"),
    *editor_comment_urls,
    path("withdraw/", changing.comment_withdraw, name="comment_withdraw"),
    path("put-back/", changing.comment_put_back, name="comment_put_back"),
    path("history/", threads.comment_history, name="comment_history"),
    path("revisions/<int:version>/", threads.comment_revision, name="comment_revision"),
    path("diff/", threads.comment_diff, name="comment_diff"),
    path("endorse/", endorsements.comment_endorse, name="comment_endorse"),
    path("useful-to/", endorsements.comment_endorsers, name="comment_endorsers"),
    path("thank/", contributors.comment_thank, name="comment_thank"),
    path("take-up/", changing.comment_incorporate, name="comment_incorporate"),
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
    path("videos/<pk:pk>/", videos.video, name="video"),
    path("videos/<pk:pk>/say/", posting.video_comment, name="video_comment"),
    path("videos/<pk:pk>/pages/", videos.video_page_add, name="video_page_add"),
    path("videos/<pk:pk>/pages/remove/", videos.video_page_remove, name="video_page_remove"),
    path("videos/<pk:pk>/withdraw/", videos.video_withdraw, name="video_withdraw"),
    path("videos/<pk:pk>/show/", videos.video_show, name="video_show"),
    path("box-tools/", discussion.box_tools, name="box_tools"),
    path("people/", page_templates.people, name="people"),
    path("wiki-titles/", history.wiki_titles, name="wiki_titles"),
    path("contributions/<pk:pk>/", include(comment_urls)),
    path("contributors/<str:handle>/", contributors.contributor, name="contributor"),
    path("", include(change_urls)),
    path("", include(order_urls)),
    path("", include(question_list_urls)),
    path("", include(secret_urls)),
    path("", include(report_urls)),
    path("", include(desk_urls)),
    path("", include(upload_urls)),
]
