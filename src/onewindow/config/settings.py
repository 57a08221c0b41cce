"""The one settings file: what differs between machines comes from the environment, the rest is said here."""

import os
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from onewindow.config import environment

CHECKOUT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("ONEWINDOW_VAR", CHECKOUT / "var"))
VAR.mkdir(parents=True, exist_ok=True)

# The county, and the date it works on -----------------------------------------------------------
COUNTY = os.environ.get("ONEWINDOW_COUNTY", "miluo")
FIXED_TODAY = environment.day("ONEWINDOW_TODAY")
REGULATIONS: tuple[str, ...] = import_module(f"{COUNTY}.county").REGULATIONS
WINDOW_BODY: str = import_module(f"{COUNTY}.county").WINDOW_BODY  # the organisation that posts the people of the comprehensive windows
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
USE_TZ = True

# Secrets and safety -----------------------------------------------------------------------------
DEBUG = environment.flag("ONEWINDOW_DEBUG")
HTTPS = environment.flag("ONEWINDOW_HTTPS")  # behind a proxy that speaks TLS
SECRET_KEY = environment.kept_secret("ONEWINDOW_SECRET_KEY", VAR / "secret.key").hex()
SEAL_KEY = environment.kept_secret("ONEWINDOW_SEAL_KEY", VAR / "seal.key")  # opens the sealed personal data
SEAL_KEYS_RETIRED = [bytes.fromhex(key) for key in os.environ.get("ONEWINDOW_SEAL_KEYS_RETIRED", "").split(",") if key]
DIGEST_KEY = environment.kept_secret("ONEWINDOW_DIGEST_KEY", VAR / "digest.key")  # never changes: digests are looked for
ALLOWED_HOSTS = os.environ.get("ONEWINDOW_HOSTS", "127.0.0.1,localhost").split(",")
PUBLIC_ADDRESS = os.environ.get("ONEWINDOW_ADDRESS", "http://127.0.0.1:8000")  # printed in QR codes
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_HTTPONLY = True
SESSION_ENGINE = "onewindow.accounts.backends"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_IDLE = timedelta(minutes=30)
SESSION_LONGEST = timedelta(hours=10)
SESSIONS_AT_ONCE = 2
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Rooms, from the ground up ----------------------------------------------------------------------
ROOMS = (
    "worktime",
    "trail",
    "organisations",
    "accounts",
    "law",
    "rules",
    "papers",
    "ledger",
    "hall",
    "items",
    "runs",
    "cases",
    "supervision",
    "exchange",
    "web",
    "portal",
    "desk",
    "api",
    "cli",
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "ninja",
    "axes",
    *(f"onewindow.{room}" for room in ROOMS),
    "onewindow.config",
    *(f"{COUNTY}.{name}" for name in REGULATIONS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "onewindow.api.middleware.ProblemDocuments",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "onewindow.web.middleware.ContentSecurityPolicy",
    "onewindow.web.middleware.RefusedPages",
    "onewindow.accounts.middleware.SessionLimits",
    "onewindow.accounts.middleware.DenyByDefault",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "onewindow.config.urls"
WSGI_APPLICATION = "onewindow.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onewindow.web.context.site",
            ],
            "builtins": ["onewindow.web.templatetags.components"],
        },
    }
]

# Accounts ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "onewindow.accounts.backends.Passwords"]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
DEMO = environment.flag("ONEWINDOW_DEMO")  # the login page offers the demo accounts, which have one password
DEMO_PASSWORD = "onewindow-2023"  # noqa: S105  # of accounts that sign in nowhere but in a demonstration
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # thirty minutes are thirty minutes
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "onewindow.accounts.views.locked_out"

# Data and files ---------------------------------------------------------------------------
DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL", ""), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES = VAR / "files"  # uploads and papers, each under its digest
ROOTS = VAR / "roots"  # daily roots and heads of the trail, outside the database
OUTBOX = VAR / "outbox"  # SMS as lines of JSON, where no gateway is called
SMS_GATEWAY = environment.one_of("ONEWINDOW_SMS", ("file", "http"))
SMS_ADDRESS = os.environ.get("ONEWINDOW_SMS_ADDRESS", "")
SMS_TOKEN = os.environ.get("ONEWINDOW_SMS_TOKEN", "")
UPLOAD_LIMIT = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # an item with many materials has a field for each of their elements

# Static files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is missing
NODE_MODULES = CHECKOUT / "node_modules"
STATICFILES_DIRS = [
    ("bootstrap", NODE_MODULES / "bootstrap/dist"),
    ("es2017", NODE_MODULES / ".es2017"),  # htmx and Bootstrap's script, lowered for the browsers of offices
]
WHITENOISE_USE_FINDERS = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
