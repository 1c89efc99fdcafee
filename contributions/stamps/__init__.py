"""Stamps: numbers that rise when anything changes that a screen shows, so that a screen may be kept as long as they stand.

`Page.stamp` is a page's own; `Stamp` holds those of the whole site: people's names, addresses, the guide. The database raises
them by triggers, in the transaction of the change: no verb can forget it, nor the admin, nor a row that is written in bulk.
"""
