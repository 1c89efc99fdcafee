"""The addresses of badges, under /badges/: they stand in credentials, and so never change."""

from django.urls import path

from learning.views import badge_pages

app_name = "badges"

urlpatterns = [
    path("issuer/", badge_pages.issuer, name="issuer"),
    path("keys/", badge_pages.keys, name="keys"),
    path("keys/<slug:thumbprint>/", badge_pages.key, name="key"),
    path("withdrawn/", badge_pages.withdrawn, name="withdrawn"),
    path("picture.png", badge_pages.picture, name="picture"),
    path("achievements/<pk:pk>/<slug:language>/", badge_pages.achievement, name="achievement"),
    path("<uuid:uuid>/", badge_pages.badge, name="badge"),
    path("<uuid:uuid>/badge.jwt", badge_pages.credential, name="credential"),
    path("<uuid:uuid>/badge.png", badge_pages.png, name="png"),
    path("<uuid:uuid>/badge.svg", badge_pages.svg, name="svg"),
    path("<uuid:uuid>/name/", badge_pages.name, name="name"),
]
