"""The addresses of the search."""

from django.urls import path

from search.views import finding, misses

app_name = "search"

urlpatterns = [
    path("search/", finding.search, name="search"),
    path("search/suggestions/", finding.suggestions, name="suggestions"),
    path("curation/searches/", misses.searches, name="searches"),
    path("curation/searches/<int:pk>/done/", misses.search_done, name="search_done"),
]
