"""How the web server runs in production: ``gunicorn -c python:settings.gunicorn settings.wsgi``.

``WEB_BIND`` (0.0.0.0:8000), ``WEB_WORKERS`` (4) and ``WEB_THREADS`` (4) change its size. With
``PROMETHEUS_MULTIPROC_DIR`` set, the counters of all workers are read together.
"""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path
from typing import Any

bind = os.environ.get("WEB_BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_WORKERS", "4"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 120
graceful_timeout = 30
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None


def on_starting(server: Any) -> None:
    """Counters of an earlier start are nobody's any more."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)


def post_worker_init(worker: Any) -> None:
    """What was made at the start stays: the collector need not look through it on every round."""
    gc.collect()
    gc.freeze()


def child_exit(server: Any, worker: Any) -> None:
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
