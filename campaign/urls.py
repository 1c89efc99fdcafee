"""The first run, and the settings of the site."""

from django.urls import path

from campaign.training.views import room
from campaign.views import calendar, phases, set_up, site_settings

urlpatterns = [
    path("ask/", room.room_by_code, name="room_by_code"),
    path("ask/<slug:code>/", room.room_short, name="room_short"),
    path("set-up/", set_up.set_up, name="set_up"),
    path("set-up/<str:token>/", set_up.set_up_by_link, name="set_up_by_link"),
    path("settings/", site_settings.site_settings, name="site_settings"),
    path("settings/history/", site_settings.site_settings_history, name="site_settings_history"),
    path("settings/trial-letter/", site_settings.trial_letter, name="trial_letter"),
    path("settings/calendar/", calendar.calendar, name="calendar"),
    path("settings/calendar/proposal/", calendar.calendar_proposal, name="calendar_proposal"),
    path("settings/calendar/history/", calendar.calendar_history, name="calendar_history"),
    path("settings/calendar/phases/new/", phases.phase_new, name="phase_new"),
    path("settings/calendar/phases/<pk:pk>/", phases.phase, name="phase"),
    path("settings/calendar/phases/<pk:pk>/extend/", phases.phase_extend, name="phase_extend"),
    path("settings/calendar/phases/<pk:pk>/remove/", phases.phase_remove, name="phase_remove"),
]
