"""What is sealed comes out as it went in, for those it was sealed to and for nobody else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llais.answers import envelope
from llais.answers.answer import Answer, Recording
from llais.answers.envelope import Damaged, EnvelopeError, NotForThisKey, UnknownVersion
from tests.conftest import answers

Identity = pyrage.x25519.Identity
TEXT = st.text(st.characters(), max_size=300)
"""Any text at all: with NUL, marks that turn direction, half a character (a lone surrogate)."""


def key(identity: Identity) -> str:
    return str(identity.to_public())


@settings(max_examples=60, deadline=None)
@given(text=TEXT)
def test_any_text_survives_byte_for_byte(reviewer: Identity, text: str) -> None:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")  # two halves that meet are one character
    opened = envelope.open_sealed(envelope.seal(answers(text), [key(reviewer)]), [reviewer])
    assert opened == answers(whole)


@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=3000), seconds=st.floats(0, 180))
def test_any_sound_survives_byte_for_byte(reviewer: Identity, data: bytes, seconds: float) -> None:
    given_ = replace(answers().answers[0], recordings=(Recording("audio/ogg", data, seconds), Recording("audio/mp4", b"", 0)))
    sent = replace(answers(), answers=(given_,))
    assert envelope.open_sealed(envelope.seal(sent, [key(reviewer)]), [reviewer]) == sent


def test_each_recipient_can_open_it_and_nobody_else(reviewer: Identity) -> None:
    recovery, stranger = Identity.generate(), Identity.generate()
    sealed = envelope.seal(answers(), [key(reviewer), key(recovery)])
    assert envelope.open_sealed(sealed, [reviewer]) == envelope.open_sealed(sealed, [stranger, recovery])
    with pytest.raises(NotForThisKey):
        envelope.open_sealed(sealed, [stranger])


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=6, max_size=300))
def test_nothing_of_it_can_be_read_without_the_key(reviewer: Identity, text: str) -> None:
    sealed = envelope.seal(answers(text), [key(reviewer)])
    assert sealed.startswith(b"age-encryption.org/v1")
    for plain in (text.encode(), json.dumps(text).encode(), b"rather_not", b"canary sound", b"07000 000000", b"A. Reviewer"):
        assert plain not in sealed


@settings(max_examples=80, deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_never_gives_a_wrong_answer(reviewer: Identity, where: float, bit: int) -> None:
    sealed = bytearray(envelope.seal(answers(), [key(reviewer)]))
    sealed[int(where * len(sealed))] ^= 1 << bit
    with pytest.raises(EnvelopeError):
        envelope.open_sealed(bytes(sealed), [reviewer])


@pytest.mark.parametrize("cut", [0, 10, 200, -1])
def test_half_an_envelope_is_refused(reviewer: Identity, cut: int) -> None:
    with pytest.raises(EnvelopeError):
        envelope.open_sealed(envelope.seal(answers(), [key(reviewer)])[:cut], [reviewer])


@settings(max_examples=80, deadline=None)
@given(data=st.binary(max_size=400))
def test_bytes_that_are_no_envelope_are_refused_and_never_crash(reviewer: Identity, data: bytes) -> None:
    for forged in (data, b"age-encryption.org/v1\n" + data, pyrage.encrypt(data, [reviewer.to_public()])):
        with pytest.raises(EnvelopeError):
            envelope.open_sealed(forged, [reviewer])


def sealed_document(reviewer: Identity, **change: object) -> bytes:
    return sealed(reviewer, envelope.answers_out(answers()) | change)


def sealed(reviewer: Identity, document: Any) -> bytes:
    return pyrage.encrypt(json.dumps(document).encode(), [reviewer.to_public()])


def test_a_newer_version_is_refused_and_says_so(reviewer: Identity) -> None:
    with pytest.raises(UnknownVersion, match="Update Llais"):
        envelope.open_sealed(sealed_document(reviewer, version=2), [reviewer])


ODD = [{"format": "other"}, {"version": 0}, {"version": "1"}, {"version": None}, {"answers": [{}]}, {"answers": 3}, {"made_at": "then"}]
ODD += [{"contact": {"x": 1}}, {"contact": {"how": 7}}, {"language": ["cy"]}, {"id": None}]


@pytest.mark.parametrize("change", ODD)
def test_what_is_not_an_answer_is_damaged(reviewer: Identity, change: dict[str, object]) -> None:
    with pytest.raises(Damaged):
        envelope.open_sealed(sealed_document(reviewer, **change), [reviewer])


@pytest.mark.parametrize("change", [{"text": 3}, {"text": None}, {"choice": ["yes"]}, {"question": {}}, {"recordings": None}])
def test_an_answer_of_the_wrong_kind_is_damaged_not_shown(reviewer: Identity, change: dict[str, object]) -> None:
    document = envelope.answers_out(answers())
    document["answers"][0] |= change
    with pytest.raises(Damaged):
        envelope.open_sealed(sealed(reviewer, document), [reviewer])


def test_a_document_nested_without_end_is_damaged_not_a_crash(reviewer: Identity) -> None:
    with pytest.raises(Damaged):
        envelope.open_sealed(pyrage.encrypt(b"[" * 200_000, [reviewer.to_public()]), [reviewer])


def test_nothing_is_sealed_that_could_not_be_opened_again(reviewer: Identity) -> None:
    for odd in (answers(3), replace(answers(), language=None), replace(answers(), answers=(Answer("q1", "yes", recordings=(Recording("audio/ogg", b"", float("nan")),)),))):  # type: ignore[arg-type]
        with pytest.raises(EnvelopeError, match="neither words nor sound"):
            envelope.seal(odd, [key(reviewer)])


def test_a_recording_that_was_changed_is_damaged(reviewer: Identity) -> None:
    document = envelope.answers_out(answers())
    document["answers"][0]["recordings"][0]["sha256"] = "0" * 64
    with pytest.raises(Damaged, match="recording"):
        envelope.open_sealed(sealed(reviewer, document), [reviewer])


@pytest.mark.parametrize("recipients", [[], ["age1notakey"], [""]])
def test_nothing_is_sealed_to_nobody(recipients: list[str]) -> None:
    with pytest.raises(EnvelopeError):
        envelope.seal(answers(), recipients)
