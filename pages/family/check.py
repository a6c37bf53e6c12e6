"""Check your answers, then Send."""

from __future__ import annotations

from llais.answers.answer import RATHER_NOT, Answer, Contact
from llais.content import Question
from llais.interface import send
from llais.interface.address import Address
from llais.interface.scene import Bar, Scene, View
from llais.interface.voice import the_way_back


def show(scene: Scene) -> View:
    """Every question with its answer. The family's code is made meanwhile, so that Send need not wait for it."""
    send.prepare(scene)
    journey, questions = scene.visit.journey, scene.kit.content.questions
    rows = [(question, journey.answer(question.id), _choice(question, journey.answer(question.id))) for question in questions]
    wishes = _wishes(journey.contact)
    anything = bool(wishes) or any(answer.given for _, answer, _ in rows)
    bar = Bar(the_way_back(scene), scene.address.to("sent") if anything else scene.address.to("home"))
    bar = Bar(bar.back, bar.onward, *(("button.send", "send") if anything else ("button.finish", "finish")))
    typed = any(answer.text.strip() for _, answer, _ in rows)
    return scene.view("check.html", "check.title", bar, rows=rows, wishes=wishes, anything=anything, typed=typed)


def act(scene: Scene, _: str) -> Address:
    """Send. Raises Refused with everything still there when it could not be committed."""
    send.send(scene)
    return scene.address.to("sent")


def _choice(question: Question, answer: Answer) -> str:
    """The key of the words of a choice."""
    if answer.choice == RATHER_NOT:
        return "answer.rather_not"
    return next((option.text.key for option in question.options if option.id == answer.choice), "")


def _wishes(contact: Contact) -> list[tuple[str, str]]:
    """Each wish that was given: the string that asks, and the key or the words of the answer."""
    wishes = []
    for name in ("reviewer", "may_reach", "how", "safe_message"):
        value = getattr(contact, name)
        if value:
            wishes.append((name, f"you.{name}_{value}" if name in ("may_reach", "safe_message") else value))
    return wishes
