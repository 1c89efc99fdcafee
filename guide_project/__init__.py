"""The site as a whole: settings, addresses, middleware, errors, home, and in `server` what serves it. It only composes.

`security` says what no page uses, and what to set where a proxy is not believed; `event_handlers` and `periodic_jobs` list
which functions are called when something happens, and by the clock.
"""
