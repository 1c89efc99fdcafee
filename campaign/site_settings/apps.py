from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SiteSettingsConfig(AppConfig):
    name = "campaign.site_settings"
    verbose_name = _("Settings")

    def ready(self) -> None:
        """Has commands go by the time zone of the organisation; requests and tasks say it for themselves."""
        from campaign.site_settings.current import TIME_ZONE  # with models, which are there only now

        timezone.activate(TIME_ZONE)
