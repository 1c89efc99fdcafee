"""What one was told, and how one wants to be told by e-mail."""

from django.urls import path

from notifications import mail_choices, views

app_name = "notifications"
urlpatterns = [
    path("", views.notifications, name="notifications"),
    path("read/", views.read, name="read"),
    path("mail/", mail_choices.mail_choices, name="mail_choices"),
    path("stop/<str:signed>/", mail_choices.unsubscribe, name="unsubscribe"),
    path("<pk:pk>/", views.notification, name="notification"),
    path("<pk:pk>/mark/", views.mark, name="mark"),
]
