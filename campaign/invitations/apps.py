from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvitationsConfig(AppConfig):
    name = "campaign.invitations"
    verbose_name = _("Invitations to take part")
