"""Signing in and out, passwords, preferences; people, for administrators. Nobody signs up."""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from accounts import views

urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("preferences/", views.preferences, name="preferences"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(  # the key holds a hyphen of its own
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("", include("accounts.people.urls")),
    path("closed/", allauth.signup, name="account_signup"),
]
