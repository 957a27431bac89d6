"""How the system is put together and run: Django settings, Celery, and the embedded servers."""
