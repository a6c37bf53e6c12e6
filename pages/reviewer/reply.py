"""The reply: words, and the same as sound, heard here before it is sent."""

from __future__ import annotations

import streamlit as st

from llais.answers.answer import Recording
from llais.desk.inbox import Letter
from llais.desk.voice import NoVoice, speak
from llais.interface.desk import Desk
from llais.interface.desk_parts import letter_view, own_voice


def show(desk: Desk, letter: Letter) -> None:
    """What was replied so far, and a new reply. Raises WorkRefused, VaultUnavailable."""
    t = desk.words
    st.subheader(t("reply.title"), anchor=False)
    if not letter.can_reply:
        st.text(t("reply.no_code"))
        return
    _before(desk, letter)
    language = st.radio(t("reply.language"), desk.kit.tags, _tag(desk, letter), format_func=desk.name_of, horizontal=True)
    sure = language == _wanted(letter) or st.checkbox(t("reply.other_language", language=desk.name_of(_wanted(letter))))
    text = st.text_area(t("reply.words"), key=f"draft-reply-{letter.id}", height=200)
    _sound(desk, text, language)
    if st.button(t("reply.send"), disabled=not sure):
        desk.work.reply(letter, language, text, desk.sound if _fresh(desk, text) else None)
        desk.leave_letter()
        desk.open, desk.done = letter.id, "reply.sent"
        st.rerun()


def _wanted(letter: Letter) -> str:
    """The language the family asked for, or used."""
    return letter.answers.contact.language or letter.answers.language


def _tag(desk: Desk, letter: Letter) -> int:
    return desk.kit.tags.index(_wanted(letter)) if _wanted(letter) in desk.kit.tags else 0


def _before(desk: Desk, letter: Letter) -> None:
    replies = desk.work.replies(letter)
    if not replies:
        return
    rows = []
    for day, one in replies:
        rows.append({"heading": day, "parts": [{"own": one.text}], "takes": [desk.take(one.sound)] if one.sound else []})
    st.text(desk.words("reply.before"))
    letter_view(rows, f"replies-{letter.id}-{len(rows)}")


def _sound(desk: Desk, text: str, language: str) -> None:
    t = desk.words
    if st.button(t("reply.sound_make"), disabled=not text.strip()):
        _say(desk, text, language)
    take = own_voice({name: t(f"reply.{name}") for name in ("record", "stop")}, key="own-voice")
    if take and take != desk.sound:
        desk.sound, desk.sound_of = take, None
    if desk.sound is None:
        st.text(t("reply.sound_none"))
    elif not _fresh(desk, text):
        st.warning(t("reply.sound_changed"))
    else:
        _hear(desk, desk.sound)


def _fresh(desk: Desk, text: str) -> bool:
    """Whether the sound still says what is written; what the reviewer said is the reviewer's own business."""
    return desk.sound_of in (None, text)


def _say(desk: Desk, text: str, language: str) -> None:
    try:
        desk.sound, desk.sound_of = speak(text, language), text
    except NoVoice as problem:
        st.error(desk.words("reply.no_voice", reason=problem))


def _hear(desk: Desk, sound: Recording) -> None:
    row = {"heading": desk.words("reply.sound_ready"), "parts": [], "takes": [desk.take(sound)]}
    letter_view([row], f"hear-{hash(sound.data)}")
