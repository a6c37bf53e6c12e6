"""Working days in Wales: what nobody has read is counted without weekends and bank holidays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llais.answers.working_days import working_days_since

WALES = ZoneInfo("Europe/London")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))
SPANS = st.timedeltas(timedelta(), timedelta(days=400))


def between(start: str, now: str) -> int:
    """Both in the time of Wales."""
    return working_days_since(*(datetime.fromisoformat(one).replace(tzinfo=WALES) for one in (start, now)))


def test_a_day_is_over_when_the_hour_comes_round_again() -> None:
    assert between("2026-06-01 10:00", "2026-06-02 09:59") == 0
    assert between("2026-06-01 10:00", "2026-06-02 10:00") == 1


def test_a_week_has_five_working_days_whatever_day_it_begins() -> None:
    for day in range(1, 8):
        assert between(f"2026-06-0{day} 10:00", f"2026-06-{day + 7:02} 10:00") == 5


def test_what_arrives_at_the_weekend_counts_from_monday() -> None:
    assert between("2026-06-06 10:00", "2026-06-08 23:59") == 0
    assert between("2026-06-06 10:00", "2026-06-09 00:00") == 1
    assert between("2026-06-05 15:00", "2026-06-08 14:59") == 0
    assert between("2026-06-05 15:00", "2026-06-08 15:00") == 1


def test_christmas_and_its_substitute_day_do_not_count() -> None:
    assert between("2026-12-24 12:00", "2026-12-29 11:59") == 0
    assert between("2026-12-24 12:00", "2026-12-29 12:00") == 1
    assert between("2027-12-24 12:00", "2028-01-04 12:00") == 4


def test_new_year_easter_and_the_bank_holidays_of_may_and_august_do_not_count() -> None:
    for day_before, day_after in [
        ("2025-12-31", "2026-01-02"),
        ("2026-04-02", "2026-04-07"),
        ("2026-05-01", "2026-05-05"),
        ("2026-05-22", "2026-05-26"),
        ("2026-08-28", "2026-09-01"),
    ]:
        assert between(f"{day_before} 12:00", f"{day_after} 12:00") == 1


def test_the_bank_holidays_of_scotland_and_northern_ireland_are_working_days_in_wales() -> None:
    for day, next_day in [("2026-01-02", "2026-01-05"), ("2026-03-17", "2026-03-18"), ("2026-07-13", "2026-07-14"), ("2026-11-30", "2026-12-01")]:
        assert between(f"{day} 00:00", f"{next_day} 00:00") == 1


def test_the_day_is_that_of_wales_and_not_of_greenwich() -> None:
    friday_in_utc_but_saturday_in_wales = datetime(2026, 6, 5, 23, 30, tzinfo=UTC)
    assert working_days_since(friday_in_utc_but_saturday_in_wales, datetime(2026, 6, 8, 22, 59, tzinfo=UTC)) == 0
    assert working_days_since(friday_in_utc_but_saturday_in_wales, datetime(2026, 6, 8, 23, 0, tzinfo=UTC)) == 1


def test_clocks_that_change_at_the_weekend_make_no_day_longer_or_shorter() -> None:
    assert between("2026-03-27 10:00", "2026-03-30 10:00") == between("2026-10-23 10:00", "2026-10-26 10:00") == 1
    assert between("2026-03-27 10:00", "2026-03-30 09:59") == between("2026-10-23 10:00", "2026-10-26 09:59") == 0


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        working_days_since(datetime(2026, 6, 1), datetime(2026, 6, 2, tzinfo=UTC))


@given(MOMENTS, SPANS, SPANS)
def test_the_count_is_never_negative_never_falls_as_time_passes_and_never_exceeds_the_days(start: datetime, first: timedelta, more: timedelta) -> None:
    sooner, later = working_days_since(start, start + first), working_days_since(start, start + first + more)
    assert 0 <= sooner <= later <= (first + more + timedelta(hours=1)) // timedelta(days=1)
    assert working_days_since(start + first, start + first + more) <= later
    assert working_days_since(start + first, start) == 0


@given(MOMENTS)
def test_a_full_week_never_holds_more_than_five_nor_fewer_than_two(start: datetime) -> None:
    assert 2 <= working_days_since(start, start + timedelta(days=7, hours=1)) <= 5
