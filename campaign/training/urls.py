"""Training sessions, under /sessions/."""

from django.urls import path

from campaign.training.views import (
    attending,
    checking_in,
    organising,
    room,
    session_detail,
    session_list,
    session_report,
    speaker,
)

app_name = "training"

urlpatterns = [
    path("", session_list.sessions, name="sessions"),
    path("mine/", session_list.own_sessions, name="own_sessions"),
    path("new/", organising.session_new, name="session_new"),
    path("<int:pk>/", session_detail.session, name="session"),
    path("<int:pk>/register/", session_detail.session_register, name="session_register"),
    path("<int:pk>/leave/", session_detail.session_leave, name="session_leave"),
    path("<int:pk>/name/", session_detail.session_name, name="session_name"),
    path("<int:pk>/session.ics", session_detail.session_file, name="session_file"),
    path("<int:pk>/edit/", organising.session_edit, name="session_edit"),
    path("<int:pk>/room/<slug:code>/", room.room, name="room"),
    path("<int:pk>/room/<slug:code>/list/", room.room_list, name="room_list"),
    path("<int:pk>/questions/", speaker.room_desk, name="room_desk"),
    path("<int:pk>/questions/list/", speaker.room_desk_list, name="room_desk_list"),
    path("<int:pk>/speaker/", speaker.speaker, name="speaker"),
    path("<int:pk>/speaker/list/", speaker.speaker_list, name="speaker_list"),
    path("<int:pk>/history/", organising.session_history, name="session_history"),
    path("<int:pk>/cancel/", organising.session_cancel, name="session_cancel"),
    path("<int:pk>/registrations/", organising.registrations, name="registrations"),
    path(
        "<int:pk>/registrations/<int:registration>/remove/", organising.registration_remove, name="registration_remove"
    ),
    path("<int:pk>/check-in/", checking_in.check_in, name="check_in"),
    path("<int:pk>/check-in/list/", checking_in.check_in_list, name="check_in_list"),
    path("<int:pk>/check-in/acts/", checking_in.check_in_acts, name="check_in_acts"),
    path("<int:pk>/check-in/worker.js", checking_in.check_in_worker, name="check_in_worker"),
    path("<int:pk>/attendance/", attending.attendance, name="attendance"),
    path("<int:pk>/attendance/names/<int:check_in>/", attending.attendance_name, name="attendance_name"),
    path("<int:pk>/summary/", session_report.summary, name="session_summary"),
    path("<int:pk>/slides/", session_report.slides, name="slides"),
    path("<int:pk>/slides/<str:token>/", session_report.slides_file, name="slides_file"),
    path("<int:pk>/slides/<str:token>/remove/", session_report.slides_remove, name="slides_remove"),
    path("<int:pk>/attendance.pdf", attending.attendance_pdf, name="attendance_pdf"),
    path("<int:pk>/attendance.csv", attending.attendance_csv, name="attendance_csv"),
]
