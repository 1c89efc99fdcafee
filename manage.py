#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
    from django.core.management import execute_from_command_line

    from guide_project.server.startup_checks import stop_unless_ready, stop_unless_settings_make_sense

    if sys.argv[1:2] in (["background_worker"], ["db_worker"], ["run_periodic"]):
        stop_unless_ready()
    else:
        stop_unless_settings_make_sense()
    execute_from_command_line(sys.argv)
