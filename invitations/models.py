"""Waves of invitations, their letters, and who wants none."""

from invitations.opt_outs import OptOut
from invitations.wave_letters import WaveLetter
from invitations.waves import Wave

__all__ = ["OptOut", "Wave", "WaveLetter"]
