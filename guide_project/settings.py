"""Every setting, read from the environment; docs/settings.md explains each. Production is the default."""

from pathlib import Path

from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from guide_project import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("DATA_DIR") or BASE_DIR / "var")

# The demo: plain HTTP, known passwords. `make run` sets it; without it the demo refuses to load.
GUIDE_DEMO = environment.flag("GUIDE_DEMO")
DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key(DATA_DIR / "secret-key")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "*" if GUIDE_DEMO else "localhost 127.0.0.1")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

# What pages and tips may be written in, and an edition come out in; the interface speaks LANGUAGES.
GUIDE_LANGUAGES = ["fr", "en", "it", "ja"]
# What is written in the first of them, which is fixed as soon as there is any: see campaign/languages.py.
WRITTEN_IN_FIRST_LANGUAGE = [
    "themes.Theme",
    "contributions.Page",
    "contributions.PageTemplate",
    "contributions.Question",
    "guide.Reason",
    "guide.Section",
    "guide.Tip",
]
# Where the site is, as mail names it: without a slash at the end. Nobody but whoever runs the machine knows.
SITE_ADDRESS = environment.text("SITE_ADDRESS", "http://127.0.0.1:8000" if GUIDE_DEMO or DEBUG else "").rstrip("/")
# What an assessment has found of the ebook's accessibility, and whose it was: it says so only then.
EBOOK_CONFORMS_TO = environment.text("EBOOK_CONFORMS_TO", "")
EBOOK_CERTIFIED_BY = environment.text("EBOOK_CERTIFIED_BY", "")

INSTALLED_APPS = [
    "guide_project.apps.GuideAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "guide_project.apps.GuideStaticFilesConfig",
    "guide_project.apps.TasksConfig",
    "django_htmx",
    "simple_history",
    "allauth",
    "allauth.account",
    "dates",
    "text_lists",
    "guide_project",
    "site_settings",
    "accounts",
    "drafts",
    "notifications",
    "themes",
    "campaign",
    "contributions",
    "guide",
    "invitations",
    "search",
    "reporting",
    "demo",
]

MIDDLEWARE = [
    "guide_project.security.PermissionsPolicy",
    "guide_project.security.ProxyIsTrusted",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "guide_project.compression.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "guide_project.privacy.KeepPrivatePagesPrivate",
    "site_settings.middleware.read_settings_once",
    "site_settings.middleware.LocaleMiddleware",
    "guide_project.method_not_allowed.PageForRefusedMethod",
    "django.middleware.common.CommonMiddleware",
    "guide_project.concurrency.ConcurrencyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "campaign.first_run.FirstRun",
]

ROOT_URLCONF = "guide_project.urls"
WSGI_APPLICATION = "guide_project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
                "guide_project.context.site",
            ],
        },
    },
]

DATABASES = {"default": environment.database(environment.text("DATABASE_URL"), DATA_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The default cache is shared by every process (throttles count in it); fragments are keyed by version and never stale.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throttle",
        "OPTIONS": {
            "MAX_ENTRIES": 100_000
        },  # with Django's 300, a few hundred attempts would have the others forgotten
    },
    "template_fragments": {
        "BACKEND": "caching.fragments.FragmentCache",
        "LOCATION": "fragments",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_BYTES": 750_000},  # compressed: of two hundred pages
    },
}
# What people wait for (letters, notices, the index) never stands behind the making of files, which has a queue of its own.
QUEUES = ["default", "files"]
TASKS = {
    "default": {"BACKEND": environment.text("TASKS_BACKEND", "site_settings.background.TaskBackend"), "QUEUES": QUEUES}
}

# How many megabytes of pages each worker caches in its memory: see contributions/views/pages/page_cache.py. 0 switches the
# page cache off. Behind it, all workers share so many megabytes of files, which a restart keeps; 0 leaves them out.
PAGE_CACHE_MEGABYTES = environment.number("PAGE_CACHE_MEGABYTES", 16)
PAGE_FILES_MEGABYTES = environment.number("PAGE_FILES_MEGABYTES", 500)
PAGE_FILES_ROOT = DATA_DIR / "cached-pages"

# What finds: the database's own search where this is empty, else the path of a class like search.engines.Engine.
SEARCH_ENGINE = environment.text("SEARCH_ENGINE")

# What happens below wakes what stands above, which it does not know.
# Called at once, in the same transaction, when a person changes how she appears.
ON_ATTRIBUTION_CHANGED = [
    "contributions.moderation.merging.byline_names.refresh_bylines_of",
    "contributions.mentions.store.rerender_texts_that_mention",
    "contributions.watches.name_change.stop_following_under_another_name",
    "guide.editions.name_removal.apply_attribution",
    "guide.builds.preview.state.forget_previews",
]
# Called at once, in the same transaction, when an account is stopped or opened again.
ON_ACCOUNT_STOPPED = [
    "contributions.moderation.stop_log.log_stop",
    "campaign.training.departures.free_seats_of",
    "contributions.mentions.store.rerender_after_stopping",
]
# Called at once, in the same transaction, with the settings of the site (site_settings.models) that were just saved.
ON_SITE_SETTINGS_CHANGED = [
    "site_settings.current.forget",
    "site_settings.public_guide.follow",
    "guide.editions.first_language.follow",
]
# Called after the commit, when somebody was told what she wants to have by e-mail at once.
ON_MAIL_DUE_AT_ONCE = ["notifications.mail.delivery.request_delivery_at_once"]
# Called at once, in the same transaction, with people who are invited: they choose their first password by a link.
ON_INVITATION = ["notifications.mail.invitation_letters.write_invitations"]
# Who words a letter of the outbox, by what its key begins with: called when the letter is sent, with the letter and the moment.
LETTER_WRITERS = {"session": "campaign.training.letter_contents.content_of"}
# Called at once, in the same transaction, when a person is erased: what only she needed goes.
ON_ERASURE = [
    "reporting.first_acts.forget_who_took_part",
    "accounts.allauth_erasure.erase_addresses_of",
    "accounts.people.forgetting.erase_lines_of",
    "drafts.retention.erase_drafts_of",
    "notifications.retention.erase_notifications_of",
    "campaign.training.departures.erase_registrations_of",
    "invitations.expiry.erase_invitations_of",
    "contributions.watches.erasure.erase_watches_of",
    "contributions.feeds.token_erasure.erase_feed_tokens_of",
    "guide.editions.name_removal.remove_name",
    "guide.builds.preview.state.forget_previews",
]
# Called at once, in the same transaction, with a tip whose words have just changed and the HTML that they had before.
ON_TIP_REWORDED = [
    "guide.sources.tie_transfer.transfer_ties",
    "guide.reviewing.text_changes.reset_review",
]
# Called at once, in the same transaction, with a consent to a quotation that has just been taken back.
ON_CONSENT_WITHDRAWN = [
    "guide.editions.name_removal.apply_withdrawn_consent",
    "guide.builds.preview.state.forget_previews",
]
# Called at once, in the same transaction, with an edition that is out and names somebody otherwise from now on.
ON_NAMES_CHANGED = [
    "guide.builds.build.take_out_of_service",
    "guide.distribution.channel_files.remake_channel_files",
]
# Called at once, in the same transaction, with each step in the life of an edition (guide.editions.steps.EditionStep).
ON_EDITION_STEP = [
    "guide.editions.scheduling.set_clock",
    "guide.builds.edition_steps.follow",
    "reporting.freezing.freeze_figures",
]
# Called by the worker, after a change of a text is committed, with a contributions.events.Event.
ON_TEXT_CHANGED = [
    "contributions.watches.notify.notify_watchers",
    "contributions.authorship.sync.sync_authorship",
    "contributions.questions.handlers.recount_answers",
    "contributions.page_views.score_sync.sync_theme",
    "contributions.passages.handlers.relocate_passages",
    "search.sync.reindex",
    "contributions.moderation.patrols.queue_for_patrol",
    "contributions.moderation.welcoming.welcome",
    "contributions.recent_changes.compaction.compact_versions_of_lists",
    "guide.decisions.submission_sync.sync_submission",
    "guide.drift.noticing.notice",
]
# How often one person may do a thing within a minute and an hour, against floods; new people half, editors ten times as much.
FLOOD_LIMITS = environment.rates(
    "FLOOD_LIMITS",
    "say=10/100 open=4/30 save=15/150 ask=6/40 report=6/40 thank=20/200 upload=20/60 read=30/200 remark=10/60 order=6/30 "
    "room_ask=4/30 room_vote=60/600 room_address=900/20000",
)
# How many requests that cost much each of the server's workers computes at once, and has in hand with those that wait for
# their turn; how many of these for one person or address, of whom one is computed; for how many seconds one waits.
COSTLY_AT_ONCE = environment.number("COSTLY_AT_ONCE", 2)
COSTLY_IN_HAND = environment.number("COSTLY_IN_HAND", 8)
COSTLY_FOR_ONE = environment.number("COSTLY_FOR_ONE", 2)
COSTLY_PATIENCE = environment.number("COSTLY_PATIENCE", 10)
# Whether the worker asks the addresses outside that the guide names if they answer: see guide/reviewing/fetching.py.
CHECK_LINKS = environment.flag("CHECK_LINKS", default=not GUIDE_DEMO)
# A server that proposes translations: where it is, its key, and how many seconds it may take for a paragraph. Off without an
# address: see guide/translating/machine/.
TRANSLATION_SERVER_URL = environment.address("TRANSLATION_SERVER_URL")
TRANSLATION_SERVER_KEY = environment.text("TRANSLATION_SERVER_KEY")
TRANSLATION_SERVER_SECONDS = environment.number("TRANSLATION_SERVER_SECONDS", 20)
# Whether the worker makes the heavy forms of an edition in processes of their own, whose memory goes with them.
MAKE_APART = environment.flag("MAKE_APART", default=True)
# Called by `manage.py run_periodic`, one after the other; each knows itself what is due.
RUN_PERIODICALLY = [
    "reporting.nightly_run.publish_what_is_due",
    "campaign.training.reminders.remind_of_sessions",
    "campaign.training.room.votes_cleanup.forget_votes",
    "campaign.training.attendance.forget_attendance",
    "campaign.training.slides_files.clear_away_slides",
    "notifications.mail.delivery.deliver_what_is_due",
    "notifications.retention.delete_expired_notifications",
    "invitations.bounce_mailboxes.fetch_bounces",
    "invitations.expiry.settle_and_forget",
    "accounts.people.forgetting.forget_old_lines",
    "drafts.retention.delete_expired_drafts",
    "contributions.uploads.cleanup.clear_unused_uploads",
    "campaign.videos.file_cleanup.remove_unused_files",
    "contributions.cache_versions.models.compact_cache_versions",
    "caching.file_store.forget_old_pages",
    "guide_project.task_recovery.run_lost_tasks_again",
    "guide_project.task_recovery.forget_done_tasks",
    "guide_project.failed_tasks.tell_what_failed",
    "search.sync.repair",
    "search.zero_results.forget_old",
    "guide.decisions.submission_sync.sync_all",
    "guide.decisions.notify.notify_due",
    "guide.drift.noticing.check_late_sources",
    "guide.candidates.polls.close_what_is_due",
    "guide.reviewing.reminders.remind_what_is_due",
    "guide.reviewing.link_checks.check_what_is_due",
    "guide.distribution.visit_counter.forget_readers",
    "guide.editions.scheduling.publish_what_is_due",
    "site_settings.public_guide.mark_as_decided",
    "guide.builds.recovery.request_lost_builds",
    "guide.distribution.agency_mail.write_due",
    "campaign.calendar.announcements.announce_what_is_due",
]
# Called every few seconds by the background worker that makes no files, between its tasks.
RUN_OFTEN = ["guide.builds.recovery.restart_killed_builds", "invitations.sending.send_what_is_due"]
# A task that runs for longer than this many minutes was lost by a worker that was killed: see guide_project/task_recovery.py.
TASK_LOST_AFTER = environment.number("TASK_LOST_AFTER", 30)
# Can be done twice without harm, and so are done again by themselves.
TASKS_DONE_AGAIN = [
    "accounts.people.tasks.carry_out",
    "accounts.people.tasks.undo",
    "accounts.people.tasks.change_people",
    "contributions.events.dispatch",
    "contributions.rerendering.try_again",
    "contributions.pages.tasks.render_pages_that_link",
    "contributions.pages.tasks.render_again",
    "contributions.uploads.tasks.render_texts_with_image",
    "contributions.mentions.tasks.render_texts_that_mention",
    "contributions.watches.tasks.forget_that_she_was_followed",
    "contributions.moderation.rolling_back.tasks.look_up",
    "contributions.moderation.rolling_back.tasks.carry_out",
    "guide.builds.build.make_file",
    "guide.builds.preview.building.make_preview_forms",
    "guide.editions.scheduling.publish_at_its_time",
    "guide.distribution.channel_files.make_again",
    "guide.distribution.channel_files.make_channel_file",
    "guide.translating.machine.drafting.propose_for_text",
    "notifications.mail.delivery.deliver_at_once",
    "reporting.nightly_run.publish_night",
]

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.RolesBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "notifications.account_adapter.MailingAdapter"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody signs up, and an address that is not known here is not written to
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.reset_links.ResetTokenGenerator"  # noqa: S105  # a class
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = True
# How often, within a minute and an hour: a wrong password for one account (or a letter to it) from one address, or from a
# device that the account knows; and from one address for all accounts together, behind which may be a whole company.
SIGN_IN_LIMITS = environment.rates(
    "SIGN_IN_LIMITS",
    "wrong=5/20 wrong_at_address=100/1000 try_at_address=300/6000 reset=3/10 reset_at_address=60/600",
)
ACCOUNT_RATE_LIMITS = environment.rates_for_allauth(SIGN_IN_LIMITS) | {
    "login": "",  # counted by accounts/sign_in_limits.py, as are the next two
    "login_failed": "",
    "reset_password": "",
    "reset_password_from_key": environment.rate_for_allauth(SIGN_IN_LIMITS["try_at_address"], "ip"),
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXIES", 0)
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"

# Languages: texts are written in English in the code. Who asks for none of these reads that of the campaign.
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("it", _("Italian")), ("ja", _("Japanese"))]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"  # of the log; what people read goes by that of the campaign: see site_settings/time_zone.py
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"  # made by `make build`: it belongs to the code, not to the data
STATICFILES_DIRS = [BASE_DIR / "static"]
# How long it is known who came to a training session; then only how many did.
ATTENDANCE_MONTHS = environment.number("ATTENDANCE_MONTHS", 12)
# Stores the slides of sessions: what opens files that people send stands above the campaign.
SLIDES_STORE = "contributions.uploads.slides_store"
# Prints a sheet while a request waits: the campaign stands below what makes files.
SHEET_PRINTER = "guide.builds.sheet_printing.print_sheet"
# What people may send: pictures and PDF files, in megabytes; pixels of a picture, in millions.
PICTURE_MEGABYTES = environment.number("PICTURE_MEGABYTES", 10)
PICTURE_MEGAPIXELS = environment.number("PICTURE_MEGAPIXELS", 50)
FILE_MEGABYTES = environment.number("FILE_MEGABYTES", 20)
# How heavy a file of a video may be, in megabytes, and how long it may last.
VIDEO_MEGABYTES = environment.number("VIDEO_MEGABYTES", 50)
VIDEO_SECONDS = environment.number("VIDEO_SECONDS", 300)
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
EDITIONS_ROOT = DATA_DIR / "editions"
# How much of the editions each worker keeps in memory; and after how many seconds it writes down whom it counted.
GUIDE_MEMORY_MEGABYTES = environment.number("GUIDE_MEMORY_MEGABYTES", 64)
COUNT_EVERY = environment.number("COUNT_EVERY", 3)
# What goes to a printer, and what an agency fetches by its link: no server shows it by itself.
CHANNEL_FILES_ROOT = DATA_DIR / "channel-files"
PUBLICATION_ASSETS = BASE_DIR / "static" / "dist"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": environment.text("STATIC_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
# How many requests each worker does at once: see guide_project/edge/.
REQUEST_THREADS = environment.number("REQUEST_THREADS", 16)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
MESSAGE_TAGS = {messages.ERROR: "err", messages.WARNING: "warn", messages.SUCCESS: "ok", messages.INFO: "info"}

# Safety: HTTPS everywhere, except in the demo and where DEBUG is on.
IS_HTTPS = environment.flag("HTTPS", default=not (GUIDE_DEMO or DEBUG))
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
# Both bind what is not this site: the other names under its own, and browsers for years.
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
if IS_HTTPS:  # a browser takes such a name from this host alone, by HTTPS: no neighbour under its domain can set it
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

# Mail
MAILERS = {
    "default": (
        {"BACKEND": "notifications.mail.console.EmailBackend"}
        if GUIDE_DEMO or DEBUG
        else {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": environment.text("EMAIL_HOST", "localhost"),
                "port": environment.number("EMAIL_PORT", 25),
                "username": environment.text("EMAIL_HOST_USER"),
                "password": environment.text("EMAIL_HOST_PASSWORD"),
                "use_tls": environment.flag("EMAIL_USE_TLS"),
                "timeout": 30,
            },
        }
    )
}

# What is kept of pages is kept for this environment alone: see caching/file_store.py.
ENVIRONMENT = environment.known
ACCESS_LOG = environment.flag("ACCESS_LOG")
LOGGING = logs.configuration(environment.text("LOG_LEVEL", "INFO"))

# To which address invitations come back that cannot be delivered, and the mailbox where they are read: see
# docs/production.md. A wave halts where more than so many percent came back, of so many at least; a person gets so many
# reminders in all; so many months after a wave has ended it is forgotten whom it went to.
BOUNCE_ADDRESS = environment.text("BOUNCE_ADDRESS")
BOUNCE_MAILBOX = environment.text("BOUNCE_MAILBOX")
BOUNCES_PERCENT = environment.number("BOUNCES_PERCENT", 5)
BOUNCES_COUNTED_FROM = environment.number("BOUNCES_COUNTED_FROM", 50)
INVITATION_REMINDERS = environment.number("INVITATION_REMINDERS", 2)
INVITATION_MONTHS = environment.number("INVITATION_MONTHS", 6)

if GUIDE_DEMO and IS_HTTPS:
    raise ImproperlyConfigured("The demo has known passwords: unset HTTPS, or unset GUIDE_DEMO.")
