"""The addresses of reports: sending one, reading what became of it, settling them."""

from django.urls import path

from contributions.views.reports import views

urlpatterns = [
    path("report/<str:kind>/<str:key>/", views.report, name="report"),
    path("reports/<pk:pk>/", views.report_status, name="report_status"),
    path("curation/reports/", views.reports, name="reports"),
    path("curation/reports/<pk:pk>/", views.report_settle, name="report_settle"),
]
