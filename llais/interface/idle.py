"""How long nobody may touch a page before its visit is wiped."""

from __future__ import annotations

from dataclasses import dataclass

from llais.settings import Settings

BY_PLACE = {"kiosk": (90, 180), "web": (1200, 2400)}
"""Seconds in the leaflet and in Your Voice: on a shared screen somebody else may be there in minutes."""
GRACE = 300
"""Seconds: the server forgets so long after the page should have forgotten by itself."""
DAY = 24 * 3600
"""Seconds that the server keeps a visit nobody touches where the page itself never ends one."""


@dataclass(frozen=True)
class Idle:
    """Seconds without a touch: in the leaflet, in Your Voice, and the last of them, with a warning. 0: never."""

    leaflet: int
    voice: int
    warning: int

    @classmethod
    def of(cls, settings: Settings) -> Idle:
        """As it is set."""
        if not settings.idle:
            return cls(0, 0, settings.idle_warning_seconds)
        leaflet, voice = BY_PLACE[settings.place]
        leaflet = settings.idle_seconds or leaflet
        voice = settings.idle_voice_seconds or max(leaflet, voice)
        return cls(leaflet, voice, settings.idle_warning_seconds)

    @property
    def server(self) -> int:
        """Seconds after which the server forgets a visit, and the draft of its tab, by itself."""
        return max(self.leaflet, self.voice) + GRACE if self.voice else DAY
