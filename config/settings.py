"""Django's settings. Every name that an administrator may set begins with BETS_ and stands in README.md."""

from csp.constants import NONE, SELF

from config.env import CHECKOUT, celery_broker, data_dir, database, env, host, is_https, mail, secret_key

DATA_DIR = data_dir()
DEMO = env.bool("DEMO", False)
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = secret_key(DATA_DIR)

# --- Where it is reached -------------------------------------------------------------------------------
URL = env.str("URL", f"http://localhost:{env.int('PORT', 8000)}")
SECURE = is_https(URL)
ALLOWED_HOSTS = [host(URL), "localhost", "127.0.0.1", "[::1]", *env.list("HOSTS", [])]
CSRF_TRUSTED_ORIGINS = [URL]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$", "^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_FAILURE_VIEW = "config.refused.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- What it is made of --------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "api",
    "eteam",
    "bets",
    "org",
    "journal",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "api.again.Again",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.login_required.Middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.refused.middleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [CHECKOUT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.product",
            ],
        },
    }
]

# --- One database, one broker --------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", "postgresql:///bets")
REDIS_URL = env.str("REDIS_URL", "redis://localhost:6379/0")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
POOL = env.int("DATABASE_POOL", 8)
# After a lost connection the pool tries again with growing pauses until it gives up; the next request then tries anew.
_POOL = {"min_size": 1, "max_size": POOL, "timeout": 5, "reconnect_timeout": 3} if POOL else False
DATABASES = {
    "default": database(DATABASE_URL)
    | {
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            # A wait for a lock ends as 503 `busy` after two seconds, never as a page that hangs.
            "options": "-c lock_timeout=2s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s",
            "pool": _POOL,
        },
    }
}
REDIS_PREFIX = env.str("REDIS_PREFIX", "bets")
CELERY_BROKER_URL = celery_broker(REDIS_URL)
CACHES = {
    "default": {
        # Sign-in attempts are counted over all web processes; with the broker away, in each for itself.
        "BACKEND": "config.cache.Cache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX,
        "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
    }
}

# --- Who signs in --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "org.Person"
AUTHENTICATION_BACKENDS = ["org.sign_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "org.sign_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# An invitation and a reset are the same link: it works once, sets a password and signs in.
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)

# --- Mail ----------------------------------------------------------------------------------------------
# Without a mail server, messages are kept as files for the administrator to read: nothing is lost silently.
_MAIL = mail(env.str("SMTP_URL", ""), DATA_DIR / "mail")
EMAIL_BACKEND = _MAIL["BACKEND"]
EMAIL_FILE_PATH = _MAIL["FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = _MAIL["HOST"], _MAIL["PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["USER"], _MAIL["PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL["USE_TLS"], _MAIL["USE_SSL"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", f"bets@{host(URL)}")

# --- Reminders -----------------------------------------------------------------------------------------
# Seconds in which whoever took up a message must have sent it; then another process takes it up.
REMINDER_LEASE = env.int("REMINDER_LEASE", 120)
# --- Webhooks ------------------------------------------------------------------------------------------
# 1: also to addresses of one's own network, and by http.
WEBHOOK_PRIVATE = env.bool("WEBHOOK_PRIVATE", False)
# Seconds in which a receiver must have answered; and after which another process takes up what one took up.
WEBHOOK_TIMEOUT = env.float("WEBHOOK_TIMEOUT", 10)
WEBHOOK_LEASE = env.int("WEBHOOK_LEASE", 90)

# Where a test kills a process: see journal/failpoints.py.
FAILPOINT = env.str("FAILPOINT", "")

# --- Doors for machines ----------------------------------------------------------------------------------
# Requests a minute for each token, and for each person who is signed in.
API_RATE = env.int("API_RATE", 1200)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenAuthentication",
        "api.authentication.PageAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["api.parsing.Json"],
    "DEFAULT_RENDERER_CLASSES": ["api.parsing.Renderer"],
    "DEFAULT_THROTTLE_CLASSES": ["api.throttling.Throttle"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.Described",
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "api.problems.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Bets",
    "DESCRIPTION": "Boards, bets, their one order, and the weekly room. Instants are UTC, person-weeks texts.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
    # Different lists of words that stand under the same name: what each is called.
    "ENUM_NAME_OVERRIDES": {
        "BlockerState": ["open", "decided", "asked", "unblocked", "withdrawn"],
        "DemandState": "bets.models.Demand.State",
        "BlockingSide": ["team", "leaders", "outside", "unknown"],
        "BlockingSideWithoutTeam": ["leaders", "outside", "unknown"],
        "OutcomeKind": ["unblocked", "decided", "carried", "unheard"],
        "OutcomeUnblocked": ["unblocked"],
        "OutcomeDecided": ["decided"],
        "OutcomeCarried": ["carried"],
        "SessionState": ["planned", "running", "closed", "cancelled"],
        "SessionKind": ["session", "checkpoint"],
        "ItemKind": ["misaligned", "off_track", "plan"],
        "CycleState": "bets.models.Cycle.State",
        "NextState": "api.resources.cycles.NEXT",
    },
}

# --- Static files, language, time ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [CHECKOUT / "static"]
STORAGES = {
    # What people upload. No address leads there: every file goes out through a view that asks who one is.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.path("FILES_ROOT", DATA_DIR / "files"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "config.static.Storage"},
}
FILE_UPLOAD_HANDLERS = [
    "config.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

# --- Logs: one line each, to the terminal or the container that runs the process -----------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
