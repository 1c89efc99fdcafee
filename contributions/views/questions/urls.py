"""The addresses of the questions."""

from django.urls import URLPattern, URLResolver, include, path

from contributions.views.questions import answers, ask, editing, importing, question_detail, question_list, taking_over

question_urls = [
    path("", question_detail.question, name="question"),
    path("answer/", answers.question_answer, name="question_answer"),
    path("take-back/", answers.question_take_back, name="question_take_back"),
    path("same/", answers.question_same, name="question_same"),
    path("join/", editing.question_join, name="question_join"),
    path("part/", editing.question_part, name="question_part"),
    path("edit/", editing.question_edit, name="question_edit"),
    path("hide/", editing.question_hide, name="question_hide"),
    path("show/", editing.question_show, name="question_show"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("questions/", question_list.questions, name="questions"),
    path("questions/ask/", ask.question_ask, name="question_ask"),
    path("questions/similar/", ask.questions_similar, name="questions_similar"),
    path("questions/import/", importing.questions_import, name="questions_import"),
    path("questions/import/<pk:batch>/", importing.questions_import_preview, name="questions_import_preview"),
    path("questions/import/<pk:batch>/refused/", importing.questions_import_refused, name="questions_import_refused"),
    path("questions/<pk:question>/", include(question_urls)),
    path("sessions/<pk:pk>/take-over/", taking_over.session_take_over, name="session_take_over"),
    path("contributions/<pk:pk>/ask/", ask.comment_ask, name="comment_ask"),
    path("wiki/<str:theme>/<str:page>/questions/", question_detail.page_questions, name="page_questions"),
]
