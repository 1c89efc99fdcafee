"""The addresses of the list of people, of lists that are brought in, and of invitations."""

from django.urls import path

from accounts.people.views import invitation, people_changing, people_importing, people_list, person_records, slips

urlpatterns = [
    path("people/", people_list.people, name="people"),
    path("people/change/", people_changing.people_change, name="people_change"),
    path("people/import/", people_importing.people_import, name="people_import"),
    path("people/import/<pk:batch>/", people_importing.people_import_report, name="people_import_report"),
    path("people/import/<pk:batch>/columns/", people_importing.people_import_columns, name="people_import_columns"),
    path("people/import/<pk:batch>/refused/", people_importing.people_import_refused, name="people_import_refused"),
    path("people/import/<pk:batch>/go-on/", people_importing.people_import_go_on, name="people_import_go_on"),
    path("people/import/<pk:batch>/undo/", people_importing.people_import_undo, name="people_import_undo"),
    path("people/new/", person_records.person_new, name="person_new"),
    path("people/slips/", slips.slips, name="slips"),
    path("slip/", slips.slip, name="slip"),
    path("people/<pk:pk>/", person_records.person_edit, name="person_edit"),
    path("invitation/<str:signed>/", invitation.invitation, name="invitation"),
    path("invitation/<str:signed>/again/", invitation.invitation_again, name="invitation_again"),
]
