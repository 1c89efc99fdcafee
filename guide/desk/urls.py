"""The address of the editors' desk."""

from django.urls import URLPattern, path

from guide.desk import views

urlpatterns: list[URLPattern] = [
    path("", views.desk, name="desk"),
]
