"""The walk: what follows what, and four ways of not saying yes that are never mixed up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llais.answers.answer import RATHER_NOT, TEXT_LIMIT, Contact, Recording
from llais.content import Content
from llais.journey import CONTACT_LIMIT, Journey, Refused, Step, step_after, step_before, walk


def test_the_walk_goes_from_the_calm_page_through_six_questions_to_the_check(source: Content) -> None:
    pages = [step.page for step in walk(source.questions)]
    assert pages == ["before", "card", *["question"] * 6, "you", "check"]


def test_back_undoes_continue_everywhere(source: Content) -> None:
    steps = walk(source.questions)
    for step in steps[:-1]:
        after = step_after(steps, step)
        assert after and step_before(steps, after) == step
    assert step_before(steps, steps[0]) is None and step_after(steps, Step("check")) is None


def test_no_not_sure_rather_not_and_no_answer_are_four_different_things(source: Content) -> None:
    question = source.questions[0]
    kept = [Journey().answering(question, choice, "").answer("q1") for choice in ("no", "unsure", RATHER_NOT, None)]
    assert len({one.choice for one in kept}) == 4
    assert [one.given for one in kept] == [True, True, True, False]


def test_an_answer_of_spaces_only_is_no_answer(source: Content) -> None:
    assert not Journey().answering(source.questions[0], None, "  \n ").answer("q1").given


@given(choice=st.text(max_size=20))
def test_only_what_was_offered_can_be_chosen(source: Content, choice: str) -> None:
    question = source.questions[3]
    offered = {one.id for one in question.options} | {RATHER_NOT}
    if choice in offered:
        assert Journey().answering(question, choice, "").answer("q4").choice == choice
    else:
        with pytest.raises(Refused, match="error.choice"):
            Journey().answering(question, choice, "")


def test_a_text_at_the_limit_is_kept_and_one_over_it_is_refused_with_nothing_lost(source: Content) -> None:
    question = source.questions[0]
    journey = Journey().answering(question, "yes", "a" * TEXT_LIMIT)
    with pytest.raises(Refused, match="error.text_too_long"):
        journey.answering(question, "yes", "a" * (TEXT_LIMIT + 1))
    assert len(journey.answer("q1").text) == TEXT_LIMIT


def test_a_recording_and_a_choice_do_not_push_each_other_out(source: Content) -> None:
    take = Recording("audio/webm", b"x", 1.0)
    journey = Journey().recording("q2", take).answering(source.questions[1], "no", "words")
    assert journey.answer("q2").recordings == (take,) and journey.answer("q2").text == "words"
    assert journey.recording("q2").answer("q2").recordings == ()


@pytest.mark.parametrize("contact", [Contact(how="x" * (CONTACT_LIMIT + 1)), Contact(may_reach="maybe"), Contact(safe_message="?")])
def test_a_wish_that_cannot_be_is_refused(contact: Contact) -> None:
    with pytest.raises(Refused):
        Journey().reaching(contact)


def test_what_a_family_says_shows_in_no_repr(source: Content) -> None:
    journey = Journey().answering(source.questions[0], "yes", "canary").reaching(Contact(how="canary", reviewer="canary"))
    assert "canary" not in repr(journey) + repr(journey.contact)
