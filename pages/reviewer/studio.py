"""The studio: one sentence, its picture and today's sound; a voice to put in place of it; on to the next."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

import streamlit as st

from llais.desk.studio import Studio
from llais.interface.desk import Desk
from llais.interface.desk_parts import recorder, sentence
from llais.language import Line
from llais.paths import LOCALES
from llais.speech.manifest import HUMAN, Word

KINDS = ".wav,.mp3,.m4a,.ogg,.webm,audio/*"


@dataclass
class Bench:
    """Where one is in the studio, and what was just recorded."""

    studio: Studio
    at: int
    take: object | None = field(default=None, repr=False)
    problem: str = ""
    takes: int = 0

    @property
    def line(self) -> Line:
        """The sentence that is worked on."""
        return self.studio.lines[self.at]

    def go(self, at: int) -> None:
        """To another sentence; a take that was not kept is thrown away."""
        self.at, self.take, self.problem = at % len(self.studio.lines), None, ""


def show(desk: Desk) -> None:
    """Choose a language; then sentence by sentence."""
    t = desk.words
    st.header(t("studio.title"), anchor=False)
    st.text(t("studio.about"))
    bench = _bench(desk)
    _progress(desk, bench.studio)
    _sentence(desk, bench)
    _take(desk, bench)
    _ways(desk, bench)


def _bench(desk: Desk) -> Bench:
    """The work on a language; begun at the first sentence that is missing."""
    label = desk.words("studio.language")
    tag = str(st.radio(label, desk.kit.tags, format_func=desk.name_of, horizontal=True, key="studio-language"))
    benches: dict[str, Bench] = st.session_state.setdefault("benches", {})
    if tag not in benches:
        studio = Studio(desk.kit.content, desk.kit.words[tag], desk.kit.soundbank, LOCALES)
        benches[tag] = Bench(studio, studio.missing_after(-1) or 0)
    return benches[tag]


def _progress(desk: Desk, studio: Studio) -> None:
    done = studio.progress()
    told = desk.words("studio.progress", done=done.human, total=done.total)
    st.progress(done.human / done.total, text=told + (" " + desk.words("studio.stale_count", n=done.stale) if done.stale else ""))


def _sentence(desk: Desk, bench: Bench) -> None:
    t, studio, line = desk.words, bench.studio, bench.line
    st.subheader(t("studio.sentence", n=bench.at + 1, total=len(studio.lines)), anchor=False)
    if studio.standing(line) == "stale":
        st.warning(t("studio.stale", text=studio.recording(line).text))  # type: ignore[union-attr]
    clip = studio.clip(line)
    sound = desk.kit.soundbank.path(clip).read_bytes() if clip else b""
    voice = t("studio.voice_human" if clip and clip.engine == HUMAN else "studio.voice_computer")
    sentence(_shown(desk, bench, sound, clip.words if clip else (), voice), key=f"sentence-{studio.tag}")
    labels = {name: t(f"studio.{name}") for name in ("record", "stop", "file", "too_large", "no_microphone")}
    labels |= {"kinds": KINDS, "id": f"{studio.tag}-{bench.at}-{desk.tag}"}
    data = recorder(labels, key=f"recorder-{studio.tag}-{bench.at}")
    if data is not None:
        _receive(bench, data)


def _shown(desk: Desk, bench: Bench, sound: bytes, words: tuple[Word, ...], label: str) -> dict[str, object]:
    """What the sentence's component shows."""
    studio, line = bench.studio, bench.line
    picture = studio.pictures.get(line.key, "")
    return {
        "id": f"{studio.tag}-{bench.at}-{bench.takes}-{hash(sound)}-{desk.tag}",
        "language": studio.tag,
        "text": line.text,
        "spoken": desk.words("studio.say", text=line.spoken) if line.spoken != line.text else "",
        "picture": desk.kit.picture(picture) if picture else "",
        "label": label,
        "sound": base64.b64encode(sound).decode(),
        "words": [round(1000 * start) for start, *_ in words],
    }


def _receive(bench: Bench, data: bytes) -> None:
    bench.takes += 1
    try:
        bench.take, bench.problem = bench.studio.take(data, bench.line), ""
    except ValueError:
        bench.take, bench.problem = None, "studio.no_sound"


def _take(desk: Desk, bench: Bench) -> None:
    """What was recorded, as families will hear it, with what is wrong with it; kept only when somebody says so."""
    from llais.speech.take import Take

    t, taken = desk.words, bench.take
    if bench.problem:
        st.error(t(bench.problem))
    if not isinstance(taken, Take):
        return
    st.subheader(t("studio.heard"), anchor=False)
    sentence(_shown(desk, bench, taken.mp3, taken.words, t("studio.heard_label")), key=f"take-{bench.studio.tag}")
    for fault in taken.faults:
        st.warning(t(fault))
    left, right = st.columns(2)
    if left.button(t("studio.keep_anyway" if taken.faults else "studio.keep"), type="primary"):
        bench.studio.keep(taken, bench.line)
        after = bench.studio.missing_after(bench.at)
        bench.go(bench.at if after is None else after)
        st.rerun()
    if right.button(t("studio.throw_away")):
        bench.go(bench.at)
        st.rerun()


def _ways(desk: Desk, bench: Bench) -> None:
    """To another sentence; and what is there can be deleted, asked twice."""
    t, studio = desk.words, bench.studio
    after = studio.missing_after(bench.at)
    ways = (("studio.before", bench.at - 1), ("studio.after", bench.at + 1), ("studio.missing", after))
    for column, (key, to) in zip(st.columns(3), ways, strict=True):
        if column.button(t(key), disabled=to is None):
            bench.go(to or 0)
            st.rerun()
    if after is None:
        st.success(t("studio.complete"))
    _delete(desk, bench)


def _delete(desk: Desk, bench: Bench) -> None:
    t, studio = desk.words, bench.studio
    sure = studio.recording(bench.line) and st.checkbox(t("studio.delete_sure"), key=f"sure-{studio.tag}-{bench.at}")
    if sure and st.button(t("studio.delete")):
        studio.delete(bench.line)
        bench.go(bench.at)
        st.rerun()
