"""The address of the figures."""

from django.urls import path

from reporting import views

app_name = "reporting"

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("figures.csv", views.statistics_csv, name="statistics_csv"),
    path("how-we-count/", views.how_we_count, name="how_we_count"),
]
