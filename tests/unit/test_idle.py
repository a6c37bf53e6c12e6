"""How long nobody may be there: people are warned for twenty seconds or more, whatever is set (WCAG 2.2.1)."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from llais.interface.idle import Idle
from llais.settings import LEAST_WARNING, Settings


@pytest.mark.parametrize("place", ["web", "kiosk"])
@pytest.mark.parametrize("given", [{}, {"idle_seconds": 40}, {"idle_voice_seconds": 40}, {"idle_warning_seconds": 20}])
def test_there_are_twenty_seconds_or_more_to_say_that_one_is_still_there(place: str, given: dict[str, int]) -> None:
    idle = Idle.of(Settings(place=place, **given))
    for seconds in (idle.leaflet, idle.voice):
        assert min(idle.warning, seconds / 2) >= LEAST_WARNING  # as leave.js counts


@pytest.mark.parametrize("given", [{"idle_seconds": 39}, {"idle_voice_seconds": 1}, {"idle_warning_seconds": 19}])
def test_a_time_that_is_too_short_for_people_is_refused_but_in_tests(given: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match=next(iter(given))):
        Settings(**given)
    assert Settings(test_times=True, **given)
