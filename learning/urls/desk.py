"""The addresses at which editors make courses."""

from django.urls import URLPattern, URLResolver, include, path

from learning.views.desk import course_page, course_publishing, course_texts
from learning.views.desk.course_page import get_text
from learning.views.desk.course_texts import CourseTextRevisions

course_urls: list[URLPattern] = [
    path("", course_page.course_at_the_desk, name="course_at_the_desk"),
    path("settings/", course_page.course_settings_form, name="course_settings"),
    path("close/", course_page.course_close, name="course_close"),
    path("lessons/new/", course_page.lesson_new, name="lesson_new"),
    path("preview/<slug:language>/", course_publishing.course_preview, name="course_preview"),
    path(
        "preview/<slug:language>/pictures/<str:name>",
        course_publishing.course_preview_picture,
        name="course_preview_picture",
    ),
    path("read/", course_publishing.course_read, name="course_read"),
    path("publish/", course_publishing.course_publish, name="course_publish"),
    path("versions/<pk:number>/", course_publishing.course_version, name="course_version"),
]

text_urls: list[URLPattern] = [
    path("", course_texts.text, name="text"),
    path("presence/", course_texts.text_presence, name="text_presence"),
    path("preview/", course_texts.text_preview, name="text_preview"),
    path("content/", course_texts.lesson_content, name="lesson_content"),
    path("items/new/", course_page.item_new, name="item_new"),
    path("shift/", course_page.text_shift, name="text_shift"),
    path("remove/", course_page.text_remove, name="text_remove"),
    path("remark/", course_page.text_remark, name="text_remark"),
    path("remarks/<pk:remark>/", course_page.text_remark_answer, name="text_remark_answer"),
    path("confirm/", course_texts.text_confirm, name="text_confirm"),
    *CourseTextRevisions.urls("text", get_text),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("curation/courses/", course_page.courses_at_the_desk, name="courses_at_the_desk"),
    path("curation/courses/<pk:pk>/", include(course_urls)),
    path("curation/courses/texts/<pk:pk>/", include(text_urls)),
]
