"""The addresses of the search."""

from django.urls import path

from search.views import search, zero_results

app_name = "search"

urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("curation/searches/", zero_results.zero_results, name="zero_results"),
    path("curation/searches/<pk:pk>/done/", zero_results.zero_result_dismiss, name="zero_result_dismiss"),
]
