"""One question: tap a picture, type, record; or go on without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from llais.answers.answer import RATHER_NOT, RECORDING_SECONDS, TEXT_LIMIT
from llais.content import Question
from llais.interface.scene import Bar, Scene, View
from llais.interface.voice import onward, the_way_back


def show(scene: Scene) -> View:
    """The question the address names; the first where it names none."""
    question = _question(scene)
    scene = replace(scene, address=scene.address.to("question", question.id))
    answer = scene.visit.journey.answer(question.id)
    kept = answer.recordings[0].seconds if answer.recordings else 0
    fields = {"choice": answer.choice or "", "text": answer.text, "recorded": str(kept or "")}
    options = [(option.id, option.text.key, option.picture) for option in question.options]
    return scene.view(
        "question.html",
        question.words(scene.form).key,
        Bar(the_way_back(scene), onward(scene), act="continue", next=_after(scene, question)),
        fields | scene.visit.fields,
        question=question,
        item=question.id,
        options=[*options, (RATHER_NOT, "answer.rather_not", "not-done")],
        limit=TEXT_LIMIT,
        seconds=RECORDING_SECONDS,
    )


def keep(scene: Scene, fields: Mapping[str, str]) -> None:
    """Keep the choice and the text. Raises Refused."""
    visit = scene.visit
    visit.journey = visit.journey.answering(_question(scene), fields.get("choice") or None, fields.get("text", ""))


def _after(scene: Scene, question: Question) -> tuple[str, ...]:
    """What is heard of the next question."""
    questions = scene.kit.content.questions
    after = questions[questions.index(question) + 1 :][:1]
    return tuple(key for one in after for key in (one.words(scene.form).key, *(option.text.key for option in one.options)))


def _question(scene: Scene) -> Question:
    questions = scene.kit.content.questions
    return next((one for one in questions if one.id == scene.address.item), questions[0])
