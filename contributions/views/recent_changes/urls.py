"""The addresses of what is new."""

from django.urls import path

from contributions.views.recent_changes import views

urlpatterns = [
    path("recent-changes/", views.recent_changes, name="recent_changes"),
    path("recent-changes/read/", views.changes_read, name="changes_read"),
]
