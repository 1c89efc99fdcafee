"""The addresses of the figures."""

from django.urls import path

from reporting import completion_views, downloads, views

app_name = "reporting"

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("people/", views.statistics_people, name="statistics_people"),
    path("texts/", views.statistics_texts, name="statistics_texts"),
    path("reach/", views.statistics_reach, name="statistics_reach"),
    path("figures.csv", views.statistics_csv, name="statistics_csv"),
    path("campaign.csv", downloads.campaign_csv, name="campaign_csv"),
    path("campaign.pdf", downloads.campaign_pdf, name="campaign_pdf"),
    path("charts/<slug:chart>.svg", downloads.chart_svg, name="chart_svg"),
    path("charts/<slug:chart>.png", downloads.chart_png, name="chart_png"),
    path("tables/<slug:chart>.csv", downloads.table_csv, name="table_csv"),
    path("courses/", completion_views.completions, name="completions"),
    path("courses.csv", completion_views.completions_csv, name="completions_csv"),
    path("courses/<pk:pk>/remind/", completion_views.course_remind, name="course_remind"),
    path("how-we-count/", views.how_we_count, name="how_we_count"),
]
