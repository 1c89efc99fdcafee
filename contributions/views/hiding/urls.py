"""The addresses of what editors do to a page and to what is said: hide, protect, merge, split."""

from django.urls import path

from contributions.views.hiding import secrets, views
from contributions.views.merging import split_views
from contributions.views.merging import views as merging
from contributions.views.protecting import views as protecting

page_urls = [
    path("hide/", views.page_hide, name="page_hide"),
    path("show/", views.page_show, name="page_show"),
    path("revisions/<int:version>/hide/", views.page_version_hide, name="page_version_hide"),
    path("revisions/<int:version>/show/", views.page_version_show, name="page_version_show"),
    path("protect/", protecting.page_protect, name="page_protect"),
    path("unprotect/", protecting.page_unprotect, name="page_unprotect"),
    path("merge/", merging.page_merge, name="page_merge"),
    path("restore/", merging.page_restore, name="page_restore"),
    path("split/", split_views.page_split, name="page_split"),
]

comment_urls = [
    path("hide/", views.comment_hide, name="comment_hide"),
    path("show/", views.comment_show, name="comment_show"),
    path("revisions/<int:version>/hide/", views.comment_version_hide, name="comment_version_hide"),
    path("revisions/<int:version>/show/", views.comment_version_show, name="comment_version_show"),
]

urlpatterns = [path("curation/secrets/", secrets.secrets, name="secrets")]
