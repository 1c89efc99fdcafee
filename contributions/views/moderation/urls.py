"""The addresses of moderation."""

from django.urls import path

from contributions.views.moderation import log, rolling_back, stopping

urlpatterns = [
    path("curation/log/", log.log, name="log"),
    path("contributors/<str:handle>/stop/", stopping.person_stop, name="person_stop"),
    path("contributors/<str:handle>/restart/", stopping.person_restart, name="person_restart"),
    path("contributors/<str:handle>/roll-back/", rolling_back.person_roll_back, name="person_roll_back"),
    path("curation/roll-backs/<pk:pk>/", rolling_back.roll_back, name="roll_back"),
    path("curation/roll-backs/<pk:pk>/confirm/", rolling_back.roll_back_confirm, name="roll_back_confirm"),
    path("curation/roll-backs/<pk:pk>/drop/", rolling_back.roll_back_drop, name="roll_back_drop"),
    path("curation/roll-backs/<pk:pk>/go-on/", rolling_back.roll_back_go_on, name="roll_back_go_on"),
]
