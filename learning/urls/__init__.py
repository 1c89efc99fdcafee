"""The addresses of courses: a module for whoever uses them."""

from django.urls import URLPattern, URLResolver

from learning.urls import question_files

app_name = "learning"

urlpatterns: list[URLPattern | URLResolver] = [
    *question_files.urlpatterns,
]
