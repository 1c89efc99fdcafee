"""Invitations to take part, under /invitations/."""

from django.urls import path

from campaign.invitations.views import opting_out, wave_detail, wave_writing

app_name = "invitations"

urlpatterns = [
    path("", wave_detail.waves, name="waves"),
    path("new/", wave_writing.wave_new, name="wave_new"),
    path("for-people/", wave_writing.wave_for_people, name="wave_for_people"),
    path("mine/", opting_out.own_choice, name="own_choice"),
    path("stop/<str:signed>/", opting_out.opt_out, name="opt_out"),
    path("<pk:pk>/", wave_detail.wave, name="wave"),
    path("<pk:pk>/words/", wave_writing.wave_words, name="wave_words"),
    path("<pk:pk>/plan/", wave_writing.wave_plan, name="wave_plan"),
    path("<pk:pk>/count/", wave_writing.wave_count, name="wave_count"),
    path("<pk:pk>/preview/", wave_detail.wave_preview, name="wave_preview"),
    path("<pk:pk>/act/", wave_detail.wave_act, name="wave_act"),
    path("<pk:pk>/letters/", wave_detail.wave_letters, name="wave_letters"),
    path("<pk:pk>/letters/<pk:letter>/again/", wave_detail.letter_again, name="letter_again"),
]
