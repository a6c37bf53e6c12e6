"""What is sealed comes out as it went in, for those it was sealed to and for nobody else."""

from __future__ import annotations

import json

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llais.answers import envelope
from llais.answers.envelope import Damaged, EnvelopeError, NotForThisKey, UnknownVersion
from tests.conftest import answers

Identity = pyrage.x25519.Identity
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def key(identity: Identity) -> str:
    return str(identity.to_public())


@settings(max_examples=60, deadline=None)
@given(text=TEXT)
def test_any_text_survives_byte_for_byte(reviewer: Identity, text: str) -> None:
    sent = answers(text)
    assert envelope.open_sealed(envelope.seal(sent, [key(reviewer)]), [reviewer]) == sent


def test_each_recipient_can_open_it_and_nobody_else(reviewer: Identity) -> None:
    recovery, stranger = Identity.generate(), Identity.generate()
    sealed = envelope.seal(answers(), [key(reviewer), key(recovery)])
    assert envelope.open_sealed(sealed, [reviewer]) == envelope.open_sealed(sealed, [stranger, recovery])
    with pytest.raises(NotForThisKey):
        envelope.open_sealed(sealed, [stranger])


def test_nothing_of_it_can_be_read_without_the_key(reviewer: Identity) -> None:
    sealed = envelope.seal(answers(), [key(reviewer)])
    assert b"canary" not in sealed and b"yes" not in sealed and sealed.startswith(b"age-encryption.org/v1")


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


def sealed_document(reviewer: Identity, **change: object) -> bytes:
    document = envelope._document(answers()) | change
    return pyrage.encrypt(json.dumps(document).encode(), [reviewer.to_public()])


def test_a_newer_version_is_refused_and_says_so(reviewer: Identity) -> None:
    with pytest.raises(UnknownVersion, match="Update Llais"):
        envelope.open_sealed(sealed_document(reviewer, version=2), [reviewer])


@pytest.mark.parametrize("change", [{"format": "other"}, {"answers": [{}]}, {"made_at": "then"}, {"contact": {"x": 1}}, {"answers": 3}])
def test_what_is_not_an_answer_is_damaged(reviewer: Identity, change: dict[str, object]) -> None:
    with pytest.raises(Damaged):
        envelope.open_sealed(sealed_document(reviewer, **change), [reviewer])


def test_a_recording_that_was_changed_is_damaged(reviewer: Identity) -> None:
    document = envelope._document(answers())
    document["answers"][0]["recordings"][0]["sha256"] = "0" * 64
    with pytest.raises(Damaged, match="recording"):
        envelope.open_sealed(pyrage.encrypt(json.dumps(document).encode(), [reviewer.to_public()]), [reviewer])


@pytest.mark.parametrize("recipients", [[], ["age1notakey"], [""]])
def test_nothing_is_sealed_to_nobody(recipients: list[str]) -> None:
    with pytest.raises(EnvelopeError):
        envelope.seal(answers(), recipients)
