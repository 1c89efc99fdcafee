"""Videos, under /videos/. The screen of one, with what is said under it, is the wiki's: see contributions/views/videos."""

from django.urls import path

from campaign.videos import views

app_name = "videos"

urlpatterns = [
    path("", views.videos, name="videos"),
    path("new/", views.video_new, name="video_new"),
    path("<pk:pk>/edit/", views.video_edit, name="video_edit"),
    path("<pk:pk>/files/<str:name>", views.video_file, name="video_file"),
    path("<pk:pk>/<str:kind>/<str:language>.vtt", views.track_file, name="track"),
]
