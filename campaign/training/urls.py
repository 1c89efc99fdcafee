"""Training sessions, under /sessions/."""

from django.urls import path

from campaign.training.views import attending, organising, room, session_detail, session_list, speaker

app_name = "training"

urlpatterns = [
    path("", session_list.sessions, name="sessions"),
    path("mine/", session_list.own_sessions, name="own_sessions"),
    path("new/", organising.session_new, name="session_new"),
    path("<pk:pk>/", session_detail.session, name="session"),
    path("<pk:pk>/register/", session_detail.session_register, name="session_register"),
    path("<pk:pk>/leave/", session_detail.session_leave, name="session_leave"),
    path("<pk:pk>/name/", session_detail.session_name, name="session_name"),
    path("<pk:pk>/session.ics", session_detail.session_file, name="session_file"),
    path("<pk:pk>/edit/", organising.session_edit, name="session_edit"),
    path("<pk:pk>/room/<slug:code>/", room.room, name="room"),
    path("<pk:pk>/room/<slug:code>/list/", room.room_list, name="room_list"),
    path("<pk:pk>/questions/", speaker.room_desk, name="room_desk"),
    path("<pk:pk>/questions/list/", speaker.room_desk_list, name="room_desk_list"),
    path("<pk:pk>/speaker/", speaker.speaker, name="speaker"),
    path("<pk:pk>/speaker/list/", speaker.speaker_list, name="speaker_list"),
    path("<pk:pk>/history/", organising.session_history, name="session_history"),
    path("<pk:pk>/cancel/", organising.session_cancel, name="session_cancel"),
    path("<pk:pk>/registrations/", organising.registrations, name="registrations"),
    path("<pk:pk>/registrations/<pk:registration>/remove/", organising.registration_remove, name="registration_remove"),
    path("<pk:pk>/check-in/", attending.check_in, name="check_in"),
    path("<pk:pk>/check-in/list/", attending.check_in_list, name="check_in_list"),
    path("<pk:pk>/check-in/acts/", attending.check_in_acts, name="check_in_acts"),
    path("<pk:pk>/check-in/worker.js", attending.check_in_worker, name="check_in_worker"),
    path("<pk:pk>/attendance/", attending.attendance, name="attendance"),
    path("<pk:pk>/attendance/names/<pk:check_in>/", attending.attendance_name, name="attendance_name"),
    path("<pk:pk>/summary/", organising.summary, name="session_summary"),
    path("<pk:pk>/slides/", organising.session_slides, name="slides"),
    path("<pk:pk>/slides/<str:token>/", organising.slides_file, name="slides_file"),
    path("<pk:pk>/slides/<str:token>/remove/", organising.slides_remove, name="slides_remove"),
    path("<pk:pk>/attendance.pdf", attending.attendance_pdf, name="attendance_pdf"),
    path("<pk:pk>/attendance.csv", attending.attendance_csv, name="attendance_csv"),
]
