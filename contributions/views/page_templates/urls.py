"""The template of new pages stands at the editors' desk."""

from django.urls import include, path

from contributions.page_templates.models import PageTemplate
from contributions.views.page_templates import views

template_urls = [
    path("", views.page_template, name="page_template"),
    path("preview/", views.page_template_preview, name="page_template_preview"),
    *views.TemplateRevisions.urls("page_template", PageTemplate.objects.current),
]

urlpatterns = [path("curation/page-template/", include(template_urls))]
