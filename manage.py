#!/usr/bin/env python3
"""Django's command line; brings the embedded servers up for the commands that need them."""

from __future__ import annotations

import os
import sys
import warnings

WITHOUT_SERVERS = {
    *("help", "version", "check", "diffsettings", "makemigrations", "makemessages", "compilemessages"),
    *("collectstatic", "findstatic", "spectacular", "startapp", "startproject", "write_docs"),
}


def main() -> None:
    from settings.services import OWNER_COMMANDS, bring_up

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.dev")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in OWNER_COMMANDS:
        os.environ["COURT_DB_ROLE"] = "owner"
    if command in WITHOUT_SERVERS or {"-h", "--help", "--version"} & set(sys.argv):
        # makemigrations looks into the database only to warn, and there may be none running.
        warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    else:
        bring_up()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
