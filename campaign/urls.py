"""The first run, and the settings of the site."""

from django.urls import path

from campaign.views import set_up, site_settings

urlpatterns = [
    path("set-up/", set_up.set_up, name="set_up"),
    path("set-up/<str:token>/", set_up.set_up_by_link, name="set_up_by_link"),
    path("settings/", site_settings.site_settings, name="site_settings"),
    path("settings/history/", site_settings.site_settings_history, name="site_settings_history"),
    path("settings/trial-letter/", site_settings.trial_letter, name="trial_letter"),
]
