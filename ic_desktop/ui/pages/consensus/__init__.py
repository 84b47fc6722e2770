"""Judging together: the voices on a key factor side by side, and the team's conclusion."""

from ic_desktop.ui.pages.consensus.page import ConsensusPage

__all__ = ["ConsensusPage"]
