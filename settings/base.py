"""What is the same everywhere. dev, test and production add where the servers and the secrets come from."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from settings import mail
from settings.celery import app as celery_app
from settings.history import TRACKERS

PROJECT = Path(__file__).resolve().parent.parent

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "oauth2_provider",
    "django_celery_beat",
    "pghistory",
    "pgtrigger",
    "guardian",
    "csp",
    "axes",
    "courts",
    "cases",
    "assignment",
    "oversight",
    "reviews",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "settings.proxies.ClientAddress",
    "settings.logging.RequestContext",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "courts.clients.views.language_of_client",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "courts.people.views.ActorMiddleware",
    "courts.accounts.views.gate.AccountGate",
    "courts.clients.views.ClientMiddleware",
    "courts.clients.views.IdempotencyMiddleware",
    "courts.refusals.views.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "settings.urls"
WSGI_APPLICATION = "settings.wsgi.application"
ASGI_APPLICATION = "settings.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "courts.people.views.shell",
            ],
        },
    },
]

# Who

AUTH_USER_MODEL = "courts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_MINUTES = 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "courts.accounts.views.gate.stale_form"

# Failed logins: five from one address lock that login there for a quarter of an hour. Whether leaders and
# administrators must have a second factor (``required``) or may (``offered``). Proxies whose word about the
# caller's address is taken (addresses or networks); nobody's unless named.

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "courts.accounts.views.entry.address_of"
AXES_LOCKOUT_CALLABLE = "courts.accounts.views.entry.locked"
SECOND_FACTOR = "offered"
TRUSTED_PROXIES: list[str] = []

METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
"""Who bears it reads /metrics; empty: nobody does."""

# Words and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [PROJECT / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# Data

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Triggers stand with the models; each migrate brings the database in step with them.
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True
PGHISTORY_DEFAULT_TRACKERS = TRACKERS
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Documents of cases lie under DOCUMENT_ROOT (each settings module says where), never under the web's root.
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "documents": {"BACKEND": "settings.files.DocumentStorage"},
}

# Pages and what they may load

STATIC_URL = "/static/"
STATICFILES_DIRS = [PROJECT / "static", ("guide", PROJECT / "docs" / "images")]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# The interface for other systems (design: REST, problem+json, OAuth 2.0 client credentials)

SCOPES = {
    "cases:read": _("读取案件"),
    "cases:write": _("登记与办理案件"),
    "draws:read": _("读取分案抽签"),
    "limits:read": _("读取审理期限"),
    "indicators:read": _("读取指标"),
    "reviews:read": _("读取评查"),
    "webhooks:manage": _("管理事件订阅"),
}
OAUTH2_PROVIDER_APPLICATION_MODEL = "courts.ApiClient"
OAUTH2_PROVIDER = {
    "SCOPES": SCOPES,
    "APPLICATION_ADMIN_CLASS": "courts.admin.ApiClientAdmin",
    "SCOPES_BACKEND_CLASS": "courts.clients.api.ClientScopes",
    "OAUTH2_VALIDATOR_CLASS": "courts.clients.api.tokens.ClientValidator",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "OAUTH2_GRANT_TYPES_SUPPORTED": ["client_credentials"],
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
}
API_CLIENT_RATE = "6000/min"
PUBLIC_RATE = "120/min"
PUBLIC_BASE_URL = os.environ.get("PUBLIC_BASE_URL", "").rstrip("/")
"""Where the public reaches this system (https://…), printed on notices; empty: where the request came to."""
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "courts.clients.api.ClientAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["courts.clients.api.ScopePermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["courts.clients.reading.CleanJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "courts.clients.schema.CourtSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_THROTTLE_RATES": {"client": API_CLIENT_RATE, "public": PUBLIC_RATE},
    "DEFAULT_THROTTLE_CLASSES": ["courts.clients.api.CallerThrottle"],
    "NUM_PROXIES": 0,  # the address is settled by settings.proxies
    "EXCEPTION_HANDLER": "courts.refusals.api.problem_handler",
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "法院案件管理系统 · Court case system",
    "DESCRIPTION": "案件登记、分案抽签、审理期限与监督的接口。Filing, draws, trial limits and supervision.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enum_id_removal"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# Every process that loads the settings publishes to this application's broker, in all its threads.
celery_app.set_default()

# Mail, off unless EMAIL_URL names a server; SITE_URL is the address links in mails begin with

_mail = mail.from_environment()
MAIL_ON = _mail.on
MAIL_DOMAIN = _mail.domain
EMAIL_BACKEND = _mail.backend
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.tls, _mail.ssl
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = _mail.sender or "webmaster@localhost"
SITE_URL = os.environ.get("SITE_URL") or os.environ.get("PUBLIC_BASE_URL", "")

# Work after the request. A task may run twice and is never lost: acknowledged when done, not when taken.
# Publishing gives up at once: what must be done stands in the outbox and is picked up from there.

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_DEFAULT_QUEUE = "court"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_TIMEOUT = 1.0
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "socket_connect_timeout": 1,
    "socket_timeout": 1.2,
    "max_retries": 0,
    "interval_start": 0,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "settings.schedule.OnlyScheduler"
DJANGO_CELERY_BEAT_TZ_AWARE = True
