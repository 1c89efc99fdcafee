"""The addresses at which things are followed, and the list of them."""

from django.urls import path

from contributions.views.watches import watch, watchlist

urlpatterns = [
    path("wiki/<str:theme>/watch/", watch.theme_watch, name="theme_watch"),
    path("wiki/<str:theme>/<str:page>/watch/", watch.page_watch, name="page_watch"),
    path("contributions/<pk:pk>/watch/", watch.comment_watch, name="comment_watch"),
    path("questions/<pk:question>/watch/", watch.question_watch, name="question_watch"),
    path("contributors/<str:handle>/watch/", watch.person_watch, name="person_watch"),
    path("watchlist/", watchlist.watchlist, name="watchlist"),
    path("watchlist/stop/", watchlist.watchlist_stop, name="watchlist_stop"),
]
