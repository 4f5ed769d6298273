"""The least that Django needs to serve rows of the same database through the same driver and pool."""

from config.env import database, env

SECRET_KEY = "floor"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.bench.floor.urls"
INSTALLED_APPS = ["tests.bench.floor.apps.Floor"]
MIDDLEWARE: list[str] = []
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": database(env.str("DATABASE_URL"))
    | {"CONN_MAX_AGE": 0, "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 5}}}
}
