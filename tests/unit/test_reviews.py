"""Reviews and their cards: codes that forgive, keys that must be keys, and whom answers are sealed to."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llais.answers import recipients, reviews
from llais.answers.recipients import RecipientError, Recipients
from llais.answers.reviews import ALPHABET, CardError, Review, ReviewError
from llais.answers.vault import Vault

SIGNS = st.text(ALPHABET, min_size=7, max_size=7)


def key() -> str:
    return str(pyrage.x25519.Identity.generate().to_public())


def review(**change: object) -> Review:
    made = Review("R7", reviews.new_code(), (key(),), date(2026, 11, 1), date(2027, 5, 1), 365)
    return replace(made, **change)


@given(SIGNS)
def test_a_code_is_understood_as_people_type_it(signs: str) -> None:
    code = signs + reviews._check_sign(signs)
    slipped = code.translate(str.maketrans("081652", "oblgsz"))
    for typed in (code, reviews.grouped(code), code.lower(), f" {code[:4]}-{code[4:]} \n", slipped):
        assert reviews.parse(typed) == code


@given(SIGNS, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_sign_always_shows(signs: str, place: int, other: str) -> None:
    code = signs + reviews._check_sign(signs)
    wrong = code[:place] + other + code[place + 1 :]
    if wrong != code:
        with pytest.raises(CardError):
            reviews.parse(wrong)


@given(SIGNS, st.integers(0, 5))
def test_two_signs_that_changed_places_always_show(signs: str, place: int) -> None:
    code = signs + reviews._check_sign(signs)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if wrong != code:
        with pytest.raises(CardError):
            reviews.parse(wrong)


@given(st.text(max_size=300))
def test_anything_else_is_no_code_and_no_crash(typed: str) -> None:
    with suppress(CardError):
        assert len(reviews.parse(typed)) == 8


def test_new_codes_are_codes_and_differ() -> None:
    made = {reviews.new_code() for _ in range(200)}
    assert len(made) == 200 and all(reviews.parse(one) == one for one in made)


def test_an_open_review_is_found_by_its_reference_and_by_its_card(vault: Vault) -> None:
    made = review(mail=("a@b.wales",))
    vault.reviews.open(made)
    assert vault.reviews.find("R7") == made == vault.reviews.of_card(made.code)
    assert vault.reviews.find("R8") is None and vault.reviews.all() == [made]
    vault.reviews.change(replace(made, hold=True))
    assert vault.reviews.find("R7").hold


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reference": "<b>"}, "review.bad_reference"),
        ({"reference": ""}, "review.bad_reference"),
        ({"keys": ()}, "review.bad_key"),
        ({"keys": ("age1nonsense",)}, "review.bad_key"),
        ({"keys": (key(), key(), key())}, "review.bad_key"),
        ({"closes_on": date(2026, 10, 1)}, "review.bad_dates"),
        ({"retention_days": 0}, "review.bad_dates"),
        ({"mail": ("nobody",)}, "review.bad_mail"),
    ],
)
def test_a_review_that_cannot_be_is_refused(vault: Vault, change: dict[str, object], told: str) -> None:
    with pytest.raises(ReviewError) as refused:
        vault.reviews.open(review(**change))
    assert refused.value.key == told and vault.reviews.all() == []


def test_the_same_reference_twice_is_refused_and_the_first_stays(vault: Vault) -> None:
    first = review()
    vault.reviews.open(first)
    with pytest.raises(ReviewError) as refused:
        vault.reviews.open(review())
    assert refused.value.key == "review.twice" and vault.reviews.all() == [first]


def test_answers_of_a_review_are_for_its_reviewers_and_the_recovery_key_alone() -> None:
    box, spare, made = key(), key(), review()
    known = Recipients((box,), False, (spare,))
    assert known.of(made) == (*made.keys, spare) and known.of(None) == (box, spare)


def test_a_key_that_the_operator_does_not_know_is_not_trusted() -> None:
    made = review()
    with pytest.raises(RecipientError, match="R7"):
        Recipients((key(),), False, (), (key(),)).of(made)
    assert Recipients((key(),), False, (), made.keys).of(made) == made.keys


@pytest.mark.parametrize("name", ["recovery", "known"])
def test_a_wrong_key_in_the_settings_is_named(tmp_path, name: str) -> None:
    with pytest.raises(RecipientError, match="LLAIS_RECOVERY" if name == "recovery" else "LLAIS_REVIEWERS"):
        recipients.load(key(), tmp_path, **{name: "age1wrong"})
