"""The addresses of what becomes of the guide once it is out: short ones for everybody, the desk's, an agency's own."""

from django.urls import URLPattern, path

from guide.views.distribution import agency_page, channels, runs

public_urls: list[URLPattern] = [
    path("c/<slug:code>/", channels.short_link, name="short_link"),
    path("c/<slug:code>/<slug:language>/", channels.short_link, name="short_link_in_language"),
    path("c/<slug:code>/<str:name>", channels.short_link, name="short_link_to_file"),
    path("agency/<slug:token>/", agency_page.agency_page, name="agency_page"),
    path("agency/<slug:token>/qr.<slug:kind>", agency_page.agency_qr, name="agency_qr"),
    path("agency/<slug:token>/<slug:language>/<str:name>", agency_page.agency_file, name="agency_file"),
]

curation_urls: list[URLPattern] = [
    path("channels/", channels.channel_list, name="channels"),
    path("channels/new/", channels.channel_new, name="channel_new"),
    path("channels/<slug:code>/", channels.channel, name="channel"),
    path("channels/<slug:code>/edit/", channels.channel_edit, name="channel_edit"),
    path("channels/<slug:code>/qr.<slug:kind>", channels.channel_qr, name="channel_qr"),
    path("channels/<slug:code>/agency/", channels.channel_agency, name="channel_agency"),
    path("channels/<slug:code>/agency/link/", channels.channel_agency_link, name="channel_agency_link"),
    path("print-runs/", runs.print_runs, name="print_runs"),
    path("print-runs/new/", runs.print_run_new, name="print_run_new"),
    path("print-runs/<pk:pk>/", runs.print_run, name="print_run"),
    path("print-runs/<pk:pk>/<str:name>", runs.print_run_file, name="print_run_file"),
    path("orders/", runs.orders, name="orders"),
    path("orders/<pk:pk>/", runs.order, name="order"),
    path("handouts/", channels.handouts, name="handouts"),
    path("handouts/<pk:pk>/", channels.handout, name="handout"),
]
