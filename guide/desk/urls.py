"""The addresses of the editors' desk."""

from django.urls import URLPattern, path

from guide.desk import arrange_views, views

urlpatterns: list[URLPattern] = [
    path("", views.desk, name="desk"),
    path("decide/<slug:key>/", views.decide, name="decide"),
    path("places/", arrange_views.arrange, name="arrange"),
]
