"""The way in for an asynchronous server."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

from settings.services import bring_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.dev")
bring_up()
application = get_asgi_application()
