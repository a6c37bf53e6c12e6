"""Working days in Wales: neither weekends nor bank holidays count."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

WALES = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


def working_days_since(start: datetime, now: datetime) -> int:
    """How many whole working days have passed, to the hour: from Friday at three, the first is over on Monday at three."""
    began, ended = _in_wales(start), _in_wales(now)
    dates = (began.date() + number * DAY for number in range((ended.date() - began.date()).days))
    passed = sum(map(_is_working, dates)) * DAY + _worked(ended) - _worked(began)
    return max(0, passed // DAY)


def _in_wales(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("working days need a time with its zone")
    return moment.astimezone(WALES)


def _worked(moment: datetime) -> timedelta:
    """How much of its day has passed, nothing of a day off. Clocks change on Sundays only, so a working day has 24 hours."""
    midnight = datetime.combine(moment.date(), time(), WALES)
    return moment - midnight if _is_working(moment.date()) else timedelta()


def _is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """Of one year, whole: the calendar of `holidays` fills itself while it is read, which threads must not share."""
    return frozenset(holidays.country_holidays("GB", subdiv="WLS", years=year, expand=False))
