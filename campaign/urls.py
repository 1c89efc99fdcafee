"""The first run, and the settings of the site."""

from django.urls import path

from campaign.training.views import room
from campaign.views import calendar, public_texts, set_up, site_settings

urlpatterns = [
    path("ask/", room.room_by_code, name="room_by_code"),
    path("ask/<slug:code>/", room.room_short, name="room_short"),
    path("set-up/", set_up.set_up, name="set_up"),
    path("set-up/<str:token>/", set_up.set_up_by_link, name="set_up_by_link"),
    path("settings/", site_settings.site_settings, name="site_settings"),
    path("settings/history/", site_settings.site_settings_history, name="site_settings_history"),
    path("settings/trial-letter/", site_settings.trial_letter, name="trial_letter"),
    path("settings/texts/", public_texts.public_texts, name="public_texts"),
    path("settings/texts/history/", public_texts.public_texts_history, name="public_texts_history"),
    path("settings/texts/<slug:kind>/<slug:language>/", public_texts.public_text, name="public_text"),
    path("settings/calendar/", calendar.calendar, name="calendar"),
    path("settings/calendar/proposal/", calendar.calendar_proposal, name="calendar_proposal"),
    path("settings/calendar/history/", calendar.calendar_history, name="calendar_history"),
    path("settings/calendar/phases/new/", calendar.phase_new, name="phase_new"),
    path("settings/calendar/phases/<pk:pk>/", calendar.phase, name="phase"),
    path("settings/calendar/phases/<pk:pk>/extend/", calendar.phase_extend, name="phase_extend"),
    path("settings/calendar/phases/<pk:pk>/remove/", calendar.phase_remove, name="phase_remove"),
]
