"""The addresses of the figures."""

from django.urls import path

from reporting import views

app_name = "reporting"

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("people/", views.statistics_people, name="statistics_people"),
    path("texts/", views.statistics_texts, name="statistics_texts"),
    path("reach/", views.statistics_reach, name="statistics_reach"),
    path("figures.csv", views.statistics_csv, name="statistics_csv"),
    path("campaign.csv", views.campaign_csv, name="campaign_csv"),
    path("campaign.pdf", views.campaign_pdf, name="campaign_pdf"),
    path("charts/<slug:chart>.svg", views.chart_svg, name="chart_svg"),
    path("charts/<slug:chart>.png", views.chart_png, name="chart_png"),
    path("tables/<slug:chart>.csv", views.table_csv, name="table_csv"),
    path("courses/", views.completions, name="completions"),
    path("courses.csv", views.completions_csv, name="completions_csv"),
    path("courses/<pk:pk>/remind/", views.course_remind, name="course_remind"),
    path("how-we-count/", views.how_we_count, name="how_we_count"),
]
