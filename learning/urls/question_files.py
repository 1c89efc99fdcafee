"""The addresses of what leaves the site for other learning systems: a document of a version is one language of it."""

from django.urls import URLPattern, path

from learning.views import downloads

urlpatterns: list[URLPattern] = [
    path("curation/courses/questions/<pk:pk>/qti.zip", downloads.qti, name="questions_qti"),
    path("curation/courses/questions/<pk:pk>/moodle.xml", downloads.moodle, name="questions_moodle"),
]
