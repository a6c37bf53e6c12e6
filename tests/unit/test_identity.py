"""The reviewer's own identity file: plain or protected, and clear about what is wrong with it."""

from __future__ import annotations

import base64
import textwrap

import pyrage
import pytest

from llais.answers import envelope, identity
from llais.answers.identity import IdentityError, NeedsPassphrase, NotAnIdentity, WrongPassphrase
from tests.conftest import answers

Identity = pyrage.x25519.Identity

TEST_KEY = "AGE-SECRET-KEY-1MXN3AVZNZGLRHVSUER8XW8NKSEYGR9V4W5T2JTZ54W8XA3ALPP2SGQP455"
"""A key of these tests only."""
PASSPHRASE = "correct horse"
PROTECTED = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBleTR0MkJMaEhVd3kzYVFLYnpFV3BnIDEwClFvYTR0QU43a2oyRlRGUWVjaEpHSmZDNVhHSzNQb0Zr"
    "SW93bGlieVBOeU0KLS0tIHJvYkM4a3JrVHhuNFJPRFZkczV2TUpyWG1hdG4wYkxmMVJMUEdKWjVCS1UKCrvrpNbUT199nwmHB0YwOo6KzkSdfQbUVq9orAOA"
    "Hs/QpIf4xx6jANGj4b6xr7B5mzYewxb/o9oVRPY6TyvCR1le+9aMahtv2nXvAmb7qBHsssIP9DOCZAawhBAUsn0eIewZIF2LZoNMjws="
)
"""TEST_KEY under PASSPHRASE with a work factor of 10, not age's 18 or more: it opens in a blink."""
ARMORED = "-----BEGIN AGE ENCRYPTED FILE-----\n{}\n-----END AGE ENCRYPTED FILE-----\n".format(
    "\n".join(textwrap.wrap(base64.b64encode(PROTECTED).decode(), 64))
).encode()


@pytest.mark.parametrize("before", ["", "# created: today\n# public key: age1...\n", "\n\n", "\ufeff"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_a_plain_identity_opens_as_any_editor_may_have_left_it(before: str, line: str) -> None:
    (opened,) = identity.read(f"{before}{TEST_KEY}\n".replace("\n", line).encode())
    assert str(opened) == TEST_KEY


def test_a_file_may_hold_several_identities() -> None:
    other = str(Identity.generate())
    assert [str(one) for one in identity.read(f"{TEST_KEY}\n# mine, old\n{other}\n".encode())] == [TEST_KEY, other]


@pytest.mark.parametrize("data", [PROTECTED, ARMORED, ARMORED.replace(b"\n", b"\r\n"), b"\n" + ARMORED])
def test_a_protected_identity_opens_with_its_passphrase_binary_or_armored(data: bytes) -> None:
    (opened,) = identity.read(data, PASSPHRASE)
    assert str(opened) == TEST_KEY
    with pytest.raises(WrongPassphrase):
        identity.read(data, "wrong")


@pytest.mark.parametrize("passphrase", [None, ""])
def test_a_protected_identity_asks_for_its_passphrase(passphrase: str | None) -> None:
    with pytest.raises(NeedsPassphrase):
        identity.read(PROTECTED, passphrase)


def test_a_damaged_protected_identity_is_not_blamed_on_the_passphrase() -> None:
    for data in (PROTECTED[:-1], PROTECTED[:60], PROTECTED[:-1] + bytes([PROTECTED[-1] ^ 1])):
        with pytest.raises(NotAnIdentity):
            identity.read(data, PASSPHRASE)


def test_a_sealed_answer_given_for_an_identity_is_told_apart(reviewer: Identity) -> None:
    with pytest.raises(NotAnIdentity, match="sealed to a key"):
        identity.read(envelope.seal(answers(), [str(reviewer.to_public())]), "some words")


@pytest.mark.parametrize(
    "data", [b"", b"# only a comment", b"hello", b"\xff\xfe", b"AGE-SECRET-KEY-1NOTONE", TEST_KEY.encode() + b"\nand more", b"age1abc"]
)
def test_a_file_that_is_no_identity_is_refused_without_showing_it(data: bytes) -> None:
    with pytest.raises(NotAnIdentity) as refused:
        identity.read(data)
    assert isinstance(refused.value, IdentityError) and "SECRET" not in str(refused.value)
