"""Where a form says that it leads back to: a screen of this site, and nowhere else."""

from django.utils.http import url_has_allowed_host_and_scheme


def is_of_this_site(address: str) -> bool:
    """Returns whether an address is a path here. Without its slash, a word would be taken for the name of a view."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
