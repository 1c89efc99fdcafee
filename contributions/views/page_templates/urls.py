"""The template of new pages stands at the editors' desk."""

from django.urls import include, path

from contributions.views.page_templates import views

template_urls = [
    path("", views.page_template, name="page_template"),
    path("preview/", views.page_template_preview, name="page_template_preview"),
    path("history/", views.page_template_history, name="page_template_history"),
    path("revisions/<int:version>/", views.page_template_revision, name="page_template_revision"),
    path("diff/", views.page_template_diff, name="page_template_diff"),
    path("revert/", views.page_template_revert, name="page_template_revert"),
    path("undo/", views.page_template_undo, name="page_template_undo"),
]

urlpatterns = [path("curation/page-template/", include(template_urls))]
