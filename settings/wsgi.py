"""The web server's way in (gunicorn settings.wsgi)."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from courts.rulebook.selectors import load_declared
from settings.services import bring_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.dev")
bring_up()
application = get_wsgi_application()
load_declared()  # a bad rule file stops the server here, and no first request waits for the reading
