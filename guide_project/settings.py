"""Every setting, read from the environment; docs/settings.md explains each. Production is the default.

`event_handlers.py` says which functions are called when something happens, `periodic_jobs.py` what is due by the clock.
"""

from pathlib import Path

from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.functional import lazy

from common.words.language_names import name_of_language
from guide_project import environment
from guide_project.event_handlers import (  # noqa: F401  # settings, too
    LANGUAGE_USE,
    LETTER_WRITERS,
    LETTERS_OF_NOBODY,
    ON_ACCOUNT_STOPPED,
    ON_ATTEMPT_STEP,
    ON_ATTRIBUTION_CHANGED,
    ON_CONSENT_WITHDRAWN,
    ON_EDITION_STEP,
    ON_ERASURE,
    ON_INVITATION,
    ON_MAIL_DUE_AT_ONCE,
    ON_NAMES_CHANGED,
    ON_SITE_SETTINGS_CHANGED,
    ON_TEXT_CHANGED,
    ON_TIP_REWORDED,
    POSTER_ENCODER,
    SHEET_PRINTER,
    SLIDES_STORE,
    VIDEO_FORM,
)
from guide_project.periodic_jobs import (  # noqa: F401  # settings, too
    RUN_OFTEN,
    RUN_OFTEN_WITH_LETTERS,
    RUN_PERIODICALLY,
    TASKS_ASKED_ANEW,
    TASKS_DONE_AGAIN,
)
from guide_project.server import logs

named = lazy(name_of_language, str)
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("DATA_DIR") or BASE_DIR / "var")

# The demo: plain HTTP, known passwords. `make run` sets it; without it the demo refuses to load.
GUIDE_DEMO = environment.flag("GUIDE_DEMO")
DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key(DATA_DIR / "secret-key")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "*" if GUIDE_DEMO else "localhost 127.0.0.1")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

# What is written in the first of them, which is fixed as soon as there is any: see campaign/languages.py.
WRITTEN_IN_FIRST_LANGUAGE = [
    "themes.Theme",
    "contributions.Page",
    "contributions.PageTemplate",
    "contributions.Question",
    "guide.Reason",
    "guide.CourseText",
    "guide.Section",
    "guide.Tip",
]
# Where the site is, as mail names it: without a slash at the end. Nobody but whoever runs the machine knows.
SITE_ADDRESS = environment.address("SITE_ADDRESS", "http://127.0.0.1:8000" if GUIDE_DEMO or DEBUG else "")
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
    "common.words",
    "guide_project",
    "campaign.site_settings",
    "accounts",
    "drafts",
    "notifications",
    "themes",
    "campaign",
    "contributions",
    "guide",
    "campaign.invitations",
    "learning",
    "search",
    "reporting",
    "demo",
]

MIDDLEWARE = [
    "guide_project.security.PermissionsPolicy",
    "guide_project.security.ProxyIsTrusted",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "guide_project.server.compression.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "guide_project.security.PrivateCacheControl",
    "campaign.site_settings.current.read_settings_once",
    "campaign.site_settings.current.LocaleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "guide_project.cached_first.CachedFirst",  # behind what adds to each answer, before what a cached page does not need
    "guide_project.errors.PageForRefusedMethod",
    "django.middleware.common.CommonMiddleware",
    "guide_project.server.concurrency.ConcurrencyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.sessions.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "campaign.set_up_links.FirstRun",
]

ROOT_URLCONF = "guide_project.urls"
WSGI_APPLICATION = "guide_project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "common.words.template_backend.Templates",
        "NAME": "django",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
                "guide_project.frame.site",
            ],
        },
    },
]

FORM_RENDERER = "common.forms.widget_renderer.WidgetRenderer"

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
        "BACKEND": "common.caching.fragments.FragmentCache",
        "LOCATION": "fragments",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_BYTES": 750_000},  # compressed: of two hundred pages
    },
}
# What people wait for (notices, the index) never stands behind the making of files, or behind a mail server that is silent.
QUEUES = ["default", "letters", "files"]
TASKS = {
    "default": {
        "BACKEND": environment.text("TASKS_BACKEND", "campaign.site_settings.current.TaskBackend"),
        "QUEUES": QUEUES,
    }
}

# How many megabytes of pages each worker caches in its memory: see contributions/views/pages/page_cache.py. 0 switches the
# page cache off. Behind it, all workers share so many megabytes of files, which survive a restart; 0 leaves them out.
PAGE_CACHE_MEGABYTES = environment.number("PAGE_CACHE_MEGABYTES", 16)
PAGE_FILES_MEGABYTES = environment.number("PAGE_FILES_MEGABYTES", 500)
PAGE_FILES_ROOT = DATA_DIR / "cached-pages"
TURNS_FILE = DATA_DIR / "turns"  # whose long work is under way: see guide_project/server/concurrency.py
# The keys that sign badges; see learning/badges/signatures.py.
BADGE_KEYS_ROOT = DATA_DIR / "badge-keys"

# What finds: the database's own search where this is empty, else the path of a class like search.engines.Engine.
SEARCH_ENGINE = environment.text("SEARCH_ENGINE")

# How often one person may do a thing within a minute and an hour, against floods; new people half, editors ten times as much.
FLOOD_LIMITS = environment.rates(
    "FLOOD_LIMITS",
    "say=10/100 open=4/30 save=15/150 ask=6/40 report=6/40 thank=20/200 upload=20/60 read=30/200 remark=10/60 order=6/30 "
    "room_ask=4/30 room_vote=60/600 room_address=900/20000 room_ask_address=60/400 room_new_address=250/1000",
)
# How many requests that cost much each of the server's workers computes at once, and has in hand with those that wait for
# their turn (of what takes long, such as a preview); how many for one person or address; for how many seconds one waits.
COSTLY_AT_ONCE = environment.number("COSTLY_AT_ONCE", 2, least=1)
COSTLY_IN_HAND = environment.number("COSTLY_IN_HAND", 8, least=1)
COSTLY_LONG_IN_HAND = environment.number("COSTLY_LONG_IN_HAND", 4, least=1)
COSTLY_FOR_ONE = environment.number("COSTLY_FOR_ONE", 2, least=1)
COSTLY_PATIENCE = environment.number("COSTLY_PATIENCE", 10)
# Whether the worker asks the addresses outside that the guide names if they answer: see guide/reviewing/fetching.py.
CHECK_LINKS = environment.flag("CHECK_LINKS", default=not GUIDE_DEMO)
# A server that proposes translations: where it is, its key, and how many seconds it may take for a paragraph. Off without an
# address: see guide/translating/machine/.
TRANSLATION_SERVER_URL = environment.address("TRANSLATION_SERVER_URL")
TRANSLATION_SERVER_KEY = environment.text("TRANSLATION_SERVER_KEY")
TRANSLATION_SERVER_SECONDS = environment.number("TRANSLATION_SERVER_SECONDS", 20)
# A learning record store that is told of attempts at courses: where it is, its key and secret, whether it may lie inside the
# network, and whether it is told who people are. Off without an address: see learning/statements/.
RECORD_STORE_URL = environment.address("RECORD_STORE_URL")
RECORD_STORE_KEY = environment.text("RECORD_STORE_KEY")
RECORD_STORE_SECRET = environment.text("RECORD_STORE_SECRET")
RECORD_STORE_IS_PRIVATE = environment.flag("RECORD_STORE_IS_PRIVATE")
RECORD_STORE_NAMES_PEOPLE = environment.flag("RECORD_STORE_NAMES_PEOPLE")
# Whether the worker makes the heavy forms of an edition in processes of their own, whose memory goes with them.
MAKE_APART = environment.flag("MAKE_APART", default=True)
# A task that runs for longer than this many minutes was lost by a worker that was killed: see server/task_recovery.py.
TASK_LOST_AFTER = environment.number("TASK_LOST_AFTER", 30, least=1)

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.sessions.RolesBackend"]
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

# Languages of the interface: texts are written in English in the code. Who asks for none of these reads that of the campaign.
LANGUAGES = [(code, named(code)) for code in environment.languages("INTERFACE_LANGUAGES", "fr en it ja")]
LANGUAGE_CODE = "en" if "en" in dict(LANGUAGES) else LANGUAGES[0][0]
LOCALE_PATHS = [DATA_DIR / "locale", BASE_DIR / "locale"]  # the organisation's own come first
TIME_ZONE = "UTC"  # of the log; what people read goes by that of the campaign: see campaign/site_settings/current.py
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"  # made by `make build`: it belongs to the code, not to the data
STATICFILES_DIRS = [BASE_DIR / "static"]
# How long it is known who came to a training session; then only how many did.
ATTENDANCE_MONTHS = environment.number("ATTENDANCE_MONTHS", 12)
# How long it is known what somebody has answered in a course; then only that she has passed, if she has.
COURSE_ANSWERS_MONTHS = environment.number("COURSE_ANSWERS_MONTHS", 12)
# What people may send: pictures and PDF files, in megabytes; pixels of a picture, in millions.
PICTURE_MEGABYTES = environment.number("PICTURE_MEGABYTES", 10)
PICTURE_MEGAPIXELS = environment.number("PICTURE_MEGAPIXELS", 50)
FILE_MEGABYTES = environment.number("FILE_MEGABYTES", 20)
# How heavy a file of a video may be, in megabytes, and how long it may last.
VIDEO_MEGABYTES = environment.number("VIDEO_MEGABYTES", 50)
VIDEO_SECONDS = environment.number("VIDEO_SECONDS", 300)
# What converts videos that not every browser plays; empty: the machine's FFmpeg, if there is one; "off": nothing does.
FFMPEG = environment.text("FFMPEG")
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
EDITIONS_ROOT = DATA_DIR / "editions"
# How much of the editions each worker caches in memory; and after how many seconds it writes down whom it counted.
GUIDE_MEMORY_MEGABYTES = environment.number("GUIDE_MEMORY_MEGABYTES", 64)
COUNT_EVERY = environment.number("COUNT_EVERY", 3, least=1)
# What goes to a printer, and what an agency fetches by its link: no server shows it by itself.
CHANNEL_FILES_ROOT = DATA_DIR / "channel-files"
PUBLICATION_ASSETS = BASE_DIR / "static" / "dist"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": environment.text("STATIC_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
# How many requests each worker does at once: see guide_project/server/edge/.
REQUEST_THREADS = environment.number("REQUEST_THREADS", 16, least=1)
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
            "BACKEND": "notifications.mail.mail_server.EmailBackend",
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

# Cached pages are for this environment alone: see common/caching/file_store.py.
ENVIRONMENT = environment.known
ACCESS_LOG = environment.flag("ACCESS_LOG")
LOGGING = logs.configuration(environment.log_level("LOG_LEVEL", "INFO"))

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
