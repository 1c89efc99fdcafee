"""The addresses at which things are followed, and the list of them."""

from django.urls import path

from contributions.watches.views import following, listing

urlpatterns = [
    path("wiki/<str:theme>/watch/", following.theme_watch, name="theme_watch"),
    path("wiki/<str:theme>/<str:page>/watch/", following.page_watch, name="page_watch"),
    path("contributions/<int:pk>/watch/", following.contribution_watch, name="contribution_watch"),
    path("questions/<int:question>/watch/", following.question_watch, name="question_watch"),
    path("contributors/<str:handle>/watch/", following.person_watch, name="person_watch"),
    path("watchlist/", listing.watchlist, name="watchlist"),
    path("watchlist/stop/", listing.watchlist_stop, name="watchlist_stop"),
]
