"""The addresses of decisions: for editors below the desk, for everybody signed in below the guide."""

from django.urls import URLPattern, path

from guide.decisions import reason_views, views

curation_urls: list[URLPattern] = [
    path("reasons/", reason_views.reasons, name="reasons"),
    path("reasons/<int:pk>/", reason_views.reason, name="reason"),
]
guide_urls: list[URLPattern] = [
    path("ledger/", views.ledger, name="ledger"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
    path("decisions/<int:pk>/answer/", views.decision_answer, name="decision_answer"),
    path("decisions/<int:pk>/take-back/", views.decision_take_back, name="decision_take_back"),
]
