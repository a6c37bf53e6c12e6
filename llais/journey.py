"""The walk through Your Voice: which step follows which, and what has been said so far. Pure: no screen, no store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from llais.answers.answer import RATHER_NOT, TEXT_LIMIT, Answer, Contact, Recording
from llais.content import Question

MORE = "more"
"""Stands for a question's id in what a family adds later."""
CONTACT_LIMIT = 500
"""Characters each of the contact fields may have."""


class Refused(ValueError):
    """What was given cannot be taken as it is. `key` is the message for the family; nothing already given changes."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Step:
    """One screen of the walk; `item` is the question's id on a question's screen."""

    page: str
    item: str = ""


def walk(questions: tuple[Question, ...]) -> tuple[Step, ...]:
    """Every step in order. Nothing may be skipped past Send: "sent" follows only a Send that was committed."""
    asked = (Step("question", question.id) for question in questions)
    return (Step("before"), Step("card"), *asked, Step("you"), Step("check"))


def step_after(steps: tuple[Step, ...], step: Step) -> Step | None:
    """The step that Continue leads to."""
    return _neighbour(steps, step, 1)


def step_before(steps: tuple[Step, ...], step: Step) -> Step | None:
    """The step that Back leads to."""
    return _neighbour(steps, step, -1)


def _neighbour(steps: tuple[Step, ...], step: Step, by: int) -> Step | None:
    index = steps.index(step) + by
    return steps[index] if 0 <= index < len(steps) else None


@dataclass(frozen=True)
class Journey:
    """What one family has said so far."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    contact: Contact = Contact()

    def answer(self, question: str) -> Answer:
        """The answer so far; an Answer with nothing in it when there is none."""
        return self.answers.get(question, Answer(question))

    def answering(self, question: Question, choice: str | None, text: str) -> Journey:
        """With this choice and text. Raises Refused for an option nobody offered or a text over the limit."""
        offered = {option.id for option in question.options} | {RATHER_NOT, None}
        if choice not in offered:
            raise Refused("error.choice")
        if len(text) > TEXT_LIMIT:
            raise Refused("error.text_too_long")
        return self._with(replace(self.answer(question.id), choice=choice, text=text))

    def adding(self, text: str) -> Journey:
        """With something more to say under MORE, where no question was asked. Raises Refused for a text over the limit."""
        if len(text) > TEXT_LIMIT:
            raise Refused("error.text_too_long")
        return self._with(replace(self.answer(MORE), text=text))

    def recording(self, question: str, *takes: Recording) -> Journey:
        """With these takes in place of any earlier ones; none deletes them."""
        return self._with(replace(self.answer(question), recordings=takes))

    def reaching(self, contact: Contact) -> Journey:
        """With this wish to be reached. Raises Refused for a text over the limit or a choice nobody offered."""
        if max(len(contact.reviewer), len(contact.how)) > CONTACT_LIMIT:
            raise Refused("error.text_too_long")
        if not {contact.may_reach, contact.safe_message} <= {"yes", "no", None}:
            raise Refused("error.choice")
        return replace(self, contact=contact)

    def _with(self, answer: Answer) -> Journey:
        return replace(self, answers={**self.answers, answer.question: answer})
