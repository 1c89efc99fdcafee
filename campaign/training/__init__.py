"""Training sessions and the conference: where and when, who has a seat, who waits for one.

`models` has a session and what organisers do with it; `registrations` who registered, and `seats` the one place where
seats are given, under a lock on the session: to whoever registers, and to whoever waits when one is free. Each change
leaves a `RegistrationStep` and a letter (`letters`), which carries the session for calendar programs (`calendar_file`).
`reminders` is what is due by the clock, `departures` what becomes of the seats of an account that is stopped or erased.

Decision 62 says why.
"""
