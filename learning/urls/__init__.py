"""The addresses of courses: a module for whoever uses them."""

from django.urls import URLPattern, URLResolver, include, path

from learning.urls import desk, learners, packages, question_files

app_name = "learning"

urlpatterns: list[URLPattern | URLResolver] = [
    *desk.urlpatterns,
    *question_files.urlpatterns,
    path("courses/", include(learners.urlpatterns)),
    *packages.urlpatterns,
]
