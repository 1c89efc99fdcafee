"""The addresses of what leaves the site for other learning systems: a document of a version is one language of it."""

from django.urls import URLPattern, path

from learning.views.exports import question_files

urlpatterns: list[URLPattern] = [
    path("curation/courses/questions/<pk:pk>/qti.zip", question_files.qti, name="questions_qti"),
    path("curation/courses/questions/<pk:pk>/moodle.xml", question_files.moodle, name="questions_moodle"),
]
