"""Cache versions: a number for each page, for the list of each theme, and for what is new, that changes with all they show.

A cached screen is valid as long as it stays the same.

Whatever is written about a page leaves a row (`CacheVersion`): put there by triggers of the database, in the transaction of the
change. No verb can forget it, nor the admin, nor a row that is written in bulk. Rows are only ever added: nobody waits for
anybody.
"""
