"""The addresses of the editors' desk."""

from django.urls import URLPattern, path

from guide.views import desk

urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("decide/<slug:key>/", desk.decide, name="decide"),
    path("places/", desk.arrange, name="arrange"),
]
