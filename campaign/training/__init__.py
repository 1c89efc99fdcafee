"""Training sessions and the conference: where and when, who has a seat, who waits for one.

`models` has a session and what organisers do with it; `registrations` who registered, and `seats` the one place where
seats are given, under a lock on the session: to whoever registers, and to whoever waits when one is free. Each change
leaves a `RegistrationStep` and a letter (`letters`), which carries the session for calendar programs (`calendar_file`).
`reminders` is what is due by the clock, `departures` what becomes of the seats of an account that is stopped or erased.

At the door, `check_ins` notes who is here, from the acts of devices that were offline (`check_in_list`, `entry_codes`). Then
`attendance` counts who came; `summaries` and `slides` are what stays of a session. `room` is where people ask during it.

See docs/topics/training.md.
"""
