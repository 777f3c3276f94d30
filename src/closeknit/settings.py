"""Settings, all of them from the environment: names begin with CLOSEKNIT_ (docs/running.md).

Reading this file changes nothing on disk; `closeknit serve` makes the data folder and its key.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from closeknit import folder
from closeknit.accounts import numbers
from closeknit.design.tongues import TONGUES

HERE = Path(__file__).resolve().parent


def env(name: str, usual: str = "") -> str:
    """One setting, as the operator wrote it."""
    return os.environ.get(f"CLOSEKNIT_{name}", "").strip() or usual


def yes(name: str) -> bool:
    return env(name).lower() in ("1", "yes", "true", "on")


def database(url: str, data: Path) -> dict[str, Any]:
    """SQLite in the data folder, or the PostgreSQL the address names."""
    if not url:
        return {
            "ENGINE": "closeknit.manage.sqlite",
            "NAME": data / "closeknit.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;"
                # What is deleted is written over, so that no page of the file still holds it.
                "PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("CLOSEKNIT_DATABASE must begin with postgres://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def elsewhere(url: str, here: str) -> str:
    """The site that leaving quickly leads to: anywhere but here."""
    parts = urlsplit(url)
    plain = parts.scheme in ("http", "https") and not set(url) & set("\"'<>; \t\n")
    if not plain or not parts.hostname:
        raise ValueError("CLOSEKNIT_EXIT_TO must be an address that begins with https://")
    if parts.hostname == here:
        raise ValueError("CLOSEKNIT_EXIT_TO must lead away from this server")
    return url


# Where things are kept -----------------------------------------------------------------------

DATA = folder.chosen()
DATABASES = {"default": database(env("DATABASE"), DATA)}
MEDIA_ROOT = DATA / "files"
STATIC_ROOT = DATA / "static"
STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MANIFEST_STRICT = False  # one missing picture must not take a page with it
STORAGES = {
    "default": {"BACKEND": "closeknit.networks.files.SureFiles"},
    "staticfiles": {"BACKEND": "closeknit.manage.static.Storage"},
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# Tasks that the worker puts on the queue again and again, with the seconds in between.
SWEEPS = {
    "closeknit.accounts.tasks.forget_old_sessions": 24 * 60 * 60,
    "closeknit.accounts.tasks.forget_what_was_sent": 24 * 60 * 60,
    "closeknit.accounts.tasks.settle_recoveries": 10 * 60,
    "closeknit.networks.tasks.empty_the_bin": 24 * 60 * 60,
    "closeknit.networks.tasks.come_due": 15 * 60,
    "closeknit.exchange.tasks.forget_old_drafts": 24 * 60 * 60,
    "closeknit.exchange.tasks.forget_old_parcels": 60 * 60,
    "closeknit.notices.tasks.tell_what_is_due": 60,
    "closeknit.notices.tasks.forget_old_letters": 24 * 60 * 60,
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 30_000  # a preview of 10,000 contacts is one form

SECRET_KEY = env("SECRET") or folder.secret(DATA)
DEBUG = False

# Where people find it ------------------------------------------------------------------------

URL = env("URL", "http://localhost:8000").rstrip("/")
HTTPS = URL.startswith("https://")
HOSTNAME = urlsplit(URL).hostname or "localhost"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
ALLOWED_HOSTS = list(LOOPBACK) if HOSTNAME in ("localhost", "127.0.0.1", "::1") else [HOSTNAME]
CSRF_TRUSTED_ORIGINS = [URL]
PROXIES = int(env("PROXIES", "0"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
DEMO = yes("DEMO")
OPEN = env("REGISTRATION", "closed") == "open"
INVITATIONS_OF_A_NETWORK = int(env("INVITATIONS_OF_A_NETWORK", "30"))  # in a day
INVITATIONS_OF_AN_ACCOUNT = int(env("INVITATIONS_OF_AN_ACCOUNT", "20"))
OPERATOR = env("OPERATOR")
STREAMS = max(1, int(env("STREAMS", "600")))  # screens of live rooms that one process serves
VALKEY = env("VALKEY")  # wakes screens where many processes serve; empty: the database does
SOUND_MINUTES = min(30, max(1, int(env("SOUND_MINUTES", "5"))))  # the longest voice note

# Staying safe --------------------------------------------------------------------------------

EXIT_TO = elsewhere(env("EXIT_TO", "https://www.wikipedia.org/"), HOSTNAME)
NUMBERS = numbers.read(env("NUMBERS"))
NEUTRAL_TITLE = env("NEUTRAL_TITLE", "Notes")

# The house -----------------------------------------------------------------------------------

ROOT_URLCONF = "closeknit.urls"
WSGI_APPLICATION = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
APPEND_SLASH = True

INSTALLED_APPS = [
    "closeknit.design",
    "closeknit.accounts",
    "closeknit.networks",
    "closeknit.stories",
    "closeknit.plans",
    "closeknit.workshops",
    "closeknit.exchange",
    "closeknit.home",
    "closeknit.notices",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "closeknit.manage.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "closeknit.manage.health.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "closeknit.manage.packing.PackingMiddleware",
    "closeknit.manage.cookies.CookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "closeknit.accounts.middleware.OwnWaysMiddleware",
    "closeknit.networks.door.DoorMiddleware",
    "closeknit.accounts.sent.OnceMiddleware",
]

LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", LOADERS)],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "closeknit.accounts.context.house",
                "closeknit.networks.shell.shell",
                "closeknit.workshops.shell.shell",
                "closeknit.home.standing.standing",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Words and dates -----------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [*TONGUES.items()]
LANGUAGE_COOKIE_NAME = "closeknit_words"
LANGUAGE_COOKIE_AGE = 400 * 24 * 60 * 60
# Rooms that Django knows bring their words themselves.
LOCALE_PATHS = [
    path
    for path in sorted(HERE.glob("*/locale"))
    if f"closeknit.{path.parent.name}" not in INSTALLED_APPS
]
USE_TZ = True
TIME_ZONE = env("TIMEZONE", "UTC")

# Entering ------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "closeknit.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # a password can be set later
ACCOUNT_SIGNUP_FORM_CLASS = "closeknit.accounts.joining.NameForm"
ACCOUNT_FORMS = {
    name: f"closeknit.accounts.forms.{form}"
    for name, form in (
        ("signup", "SignupForm"),
        ("login", "LoginForm"),
        ("request_login_code", "RequestLoginCodeForm"),
        ("confirm_login_code", "ConfirmLoginCodeForm"),
        ("confirm_email_verification_code", "ConfirmEmailForm"),
        ("confirm_password_reset_code", "ConfirmResetForm"),
        ("reset_password", "ResetPasswordForm"),
        ("reset_password_from_key", "NewPasswordForm"),
        ("change_password", "ChangePasswordForm"),
        ("set_password", "SetPasswordForm"),
        ("reauthenticate", "ReauthenticateForm"),
        ("add_email", "AddEmailForm"),
    )
}
MFA_FORMS = {
    "add_webauthn": "closeknit.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "closeknit.accounts.forms.RenamePasskeyForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to who did not choose to be
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60  # how long "it is me" holds
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers hold localhost for safe; everywhere else a passkey needs https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS and HOSTNAME == "localhost"

# Somebody else's trying locks nobody out: see closeknit.accounts.known.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,10/h/key",  # key: an address and where it is asked for
    "codes_of_an_address": "20/h/key",  # beyond it the codes of an address grow
    "reset_password": "20/m/ip",
    "paper_code": "10/m/ip,60/m/key",
    "again_code": "3/m/user",
    "consent_link": "60/m/ip",
    "turn_link": "60/m/ip",
    "answer_gathering": "60/m/ip",
    "stop_letters": "60/m/ip",
    "sign_up": "20/m/ip",
    "sign_ups": "100/d/key",  # key: the workshop
    "place_letter": "4/d/key",  # key: the address it goes to
    "place": "60/m/ip",
}
SESSION_ENGINE = "closeknit.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "closeknit_session"
CSRF_COOKIE_NAME = "closeknit_csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS


# Mail ----------------------------------------------------------------------------------------


def mail(url: str) -> dict[str, Any]:
    """Django's names for smtp://name:password@host:port; smtps:// and ?tls=no are understood."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps"):
        raise ValueError("CLOSEKNIT_SMTP must begin with smtp:// or smtps://")
    ssl = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "closeknit.accounts.resting.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if ssl else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": ssl,
        "EMAIL_USE_TLS": not ssl and dict(parse_qsl(parts.query)).get("tls", "yes") != "no",
    }


EMAIL_BACKEND = "closeknit.accounts.terminal.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("MAIL_FROM", f"closeknit@{HOSTNAME}")
if env("SMTP"):
    globals().update(mail(env("SMTP")))

# What a browser may do with our pages --------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# What is written down ------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "closeknit.manage.log.PlainFormatter"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "django": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": False},
        "django_tasks": {"level": "WARNING"},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
