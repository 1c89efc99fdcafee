"""The addresses of candidates and votes: for editors below the desk, for everybody signed in below the guide."""

from django.urls import URLPattern, path

from guide.views.candidates import boards, polls

curation_urls: list[URLPattern] = [
    path("themes/<theme:slug>/", boards.theme_board, name="theme_board"),
    path("themes/<theme:slug>/move/", boards.theme_board_move, name="theme_board_move"),
    path("themes/<theme:slug>/vote/", polls.poll_open, name="poll_open"),
    path("candidates/", boards.candidate_shortlist, name="candidate_shortlist"),
    path("candidates/<pk:pk>/promote/", boards.candidate_promote, name="candidate_promote"),
    path("candidates/<pk:pk>/drop/", boards.candidate_drop, name="candidate_drop"),
    path("votes/<pk:pk>/", polls.poll, name="poll"),
    path("votes/<pk:pk>/close/", polls.poll_close, name="poll_close"),
]
guide_urls: list[URLPattern] = [
    path("choice/", boards.selection_report, name="selection_report"),
    path("choice/<theme:slug>/", boards.theme_selection_report, name="theme_selection_report"),
]
