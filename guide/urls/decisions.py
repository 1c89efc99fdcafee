"""The addresses of decisions: for editors below the desk, for everybody signed in below the guide."""

from django.urls import URLPattern, path

from guide.views import decisions

curation_urls: list[URLPattern] = [
    path("reasons/", decisions.reasons, name="reasons"),
    path("reasons/<pk:pk>/", decisions.reason, name="reason"),
]
guide_urls: list[URLPattern] = [
    path("ledger/", decisions.ledger, name="ledger"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<pk:pk>/", decisions.decision, name="decision"),
    path("decisions/<pk:pk>/answer/", decisions.decision_answer, name="decision_answer"),
    path("decisions/<pk:pk>/take-back/", decisions.decision_take_back, name="decision_take_back"),
]
