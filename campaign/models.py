"""The models of the campaign, each defined in the module of its noun."""

from campaign.calendar.phases import Phase, PhaseQuerySet
from campaign.set_up_links import SetUpLink
from campaign.training.models import Registration, RegistrationStep, TrainingSession

__all__ = ["Phase", "PhaseQuerySet", "Registration", "RegistrationStep", "SetUpLink", "TrainingSession"]
