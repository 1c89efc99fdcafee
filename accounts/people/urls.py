"""The addresses of the list of people, of lists that are brought in, and of invitations."""

from django.urls import path

from accounts.people.views import invitation, people_importing, people_list

urlpatterns = [
    path("people/", people_list.people, name="people"),
    path("people/change/", people_list.people_change, name="people_change"),
    path("people/import/", people_importing.people_import, name="people_import"),
    path("people/import/<pk:batch>/", people_importing.people_import_report, name="people_import_report"),
    path("people/import/<pk:batch>/columns/", people_importing.people_import_columns, name="people_import_columns"),
    path("people/import/<pk:batch>/refused/", people_importing.people_import_refused, name="people_import_refused"),
    path("people/import/<pk:batch>/go-on/", people_importing.people_import_go_on, name="people_import_go_on"),
    path("people/import/<pk:batch>/undo/", people_importing.people_import_undo, name="people_import_undo"),
    path("people/new/", people_list.person_new, name="person_new"),
    path("people/slips/", invitation.slips, name="slips"),
    path("slip/", invitation.slip, name="slip"),
    path("people/<pk:pk>/", people_list.person_edit, name="person_edit"),
    path("invitation/<str:signed>/", invitation.invitation, name="invitation"),
    path("invitation/<str:signed>/again/", invitation.invitation_again, name="invitation_again"),
]
