"""The addresses of the search."""

from django.urls import path

from search import views

app_name = "search"

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggestions, name="suggestions"),
    path("curation/searches/", views.zero_results, name="zero_results"),
    path("curation/searches/<pk:pk>/done/", views.zero_result_dismiss, name="zero_result_dismiss"),
]
