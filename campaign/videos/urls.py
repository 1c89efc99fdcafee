"""Videos, under /videos/. The screen of one, with what is said under it, is the wiki's: see contributions/views/videos."""

from django.urls import path

from campaign.videos.views import video_editing, video_files, video_list

app_name = "videos"

urlpatterns = [
    path("", video_list.videos, name="videos"),
    path("new/", video_editing.video_new, name="video_new"),
    path("<pk:pk>/edit/", video_editing.video_edit, name="video_edit"),
    path("<pk:pk>/files/<str:name>", video_files.video_file, name="video_file"),
    path("<pk:pk>/<str:kind>/<str:language>.vtt", video_files.track_file, name="track"),
]
