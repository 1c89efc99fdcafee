"""What serves the site, works in the background, keeps to limits, and is looked at before the start.

A request: `python -m guide_project.server` looks whether all is there (`startup_checks`), loads the site, and forks background
workers and granian's workers, which end with it (`common.process_limits.orphans`). granian calls `rsgi`; `edge` takes the body
in on the event loop, within limits, has the WSGI application answer in a thread, and hands the answer over whole. `concurrency`
bounds what costs much. See docs/topics/server.md.

The background workers: `background` and `tasks`; `task_recovery` puts back what a killed worker had begun, and tells
administrators of what has failed for good, each kind of task once a day.
"""
