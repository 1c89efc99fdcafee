"""What the account of an erased person leaves behind in the packages that sign people in."""

from allauth.account.models import EmailAddress

from accounts.models import User


def erase_addresses_of(person: User) -> None:
    """Removes the e-mail addresses that could sign her in."""
    EmailAddress.objects.filter(user=person).delete()
