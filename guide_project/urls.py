"""The site's table of contents."""

from django.contrib import admin
from django.urls import include, path

from accounts.language_choice import choose_language
from guide_project import about_the_site, home
from guide_project.server import health
from learning.views.badge_pages import keys as badge_keys

urlpatterns = [
    path("", home.home, name="home"),
    path("campaign/", home.campaign, name="campaign"),
    path("privacy/", about_the_site.privacy, name="privacy"),
    path("accessibility/", about_the_site.accessibility, name="accessibility"),
    path("how-it-works/", about_the_site.how_it_works, name="how_it_works"),
    path("", include("campaign.urls")),
    path("sessions/", include("campaign.training.urls")),
    path("invitations/", include("campaign.invitations.urls")),
    path("videos/", include("campaign.videos.urls")),
    path("", include("contributions.urls")),
    path("", include("search.urls")),
    path("", include("guide.urls")),
    path("", include("learning.urls")),
    path("badges/", include("learning.urls.badges")),
    path(".well-known/jwks.json", badge_keys, name="well_known_keys"),
    path("accounts/", include("accounts.urls")),
    path("language/", choose_language, name="choose_language"),
    path("drafts/", include("drafts.urls")),
    path("notifications/", include("notifications.urls")),
    path("statistics/", include("reporting.urls")),
    path("admin/", admin.site.urls),
    path("favicon.ico", home.favicon, name="favicon"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]

handler400 = "guide_project.errors.bad_request"
handler403 = "guide_project.errors.permission_denied"
handler404 = "guide_project.errors.not_found"
handler429 = "guide_project.errors.too_many_requests"  # asked for by allauth
handler500 = "guide_project.errors.server_error"
