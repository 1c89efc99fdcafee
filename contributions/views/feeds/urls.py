"""The addresses of feeds, and of the screen where one makes the token that opens them."""

from django.urls import path

from contributions.views.feeds import feeds, sessions_calendar, tokens

urlpatterns = [
    path("feeds/changes.atom", feeds.feed_changes, name="feed_changes"),
    path("feeds/watchlist.atom", feeds.feed_watchlist, name="feed_watchlist"),
    path("feeds/sessions.ics", sessions_calendar.feed_sessions, name="feed_sessions"),
    path("feeds/themes/<str:theme>.atom", feeds.feed_theme, name="feed_theme"),
    path("feeds/pages/<pk:page_id>.atom", feeds.feed_page, name="feed_page"),
    path("feeds/people/<str:handle>.atom", feeds.feed_person, name="feed_person"),
    path("accounts/feeds/", tokens.feed_tokens, name="feed_tokens"),
    path("accounts/feeds/<pk:pk>/revoke/", tokens.feed_token_revoke, name="feed_token_revoke"),
]
