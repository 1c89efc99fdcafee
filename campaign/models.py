"""The models of the campaign, each defined in the module of its noun."""

from campaign.calendar.phases import Phase, PhaseQuerySet
from campaign.set_up_links import SetUpLink
from campaign.training.models import CheckIn, Registration, RegistrationStep, Slides, TrainingSession
from campaign.training.room.models import QuestionRoom, RoomQuestion, RoomVote
from campaign.videos.models import Video, VideoTrack

__all__ = [
    "CheckIn",
    "Phase",
    "PhaseQuerySet",
    "QuestionRoom",
    "Registration",
    "RegistrationStep",
    "RoomQuestion",
    "RoomVote",
    "SetUpLink",
    "Slides",
    "TrainingSession",
    "Video",
    "VideoTrack",
]
