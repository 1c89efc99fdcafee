"""Waves of invitations, their letters, and who wants none."""

from campaign.invitations.wave_letters import OptOut, WaveLetter
from campaign.invitations.waves import Wave

__all__ = ["OptOut", "Wave", "WaveLetter"]
