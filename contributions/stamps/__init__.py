"""Stamps: what tells that something has changed that a screen shows, so that a screen may be kept as long as they stand.

Whatever is written about a page leaves a row (`Stamp`): put there by triggers of the database, in the transaction of the
change. No verb can forget it, nor the admin, nor a row that is written in bulk. Rows are only ever added: nobody waits for
anybody.
"""
