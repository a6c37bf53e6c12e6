"""What arrived, from a shell: all of it, byte for byte, and clear words when it cannot be."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from llais.answers import envelope
from llais.answers.answer import Answer, Answers, Recording
from llais.answers.export import export
from llais.answers.vault import Letter, Vault
from llais.paths import ROOT
from tests.conftest import answers
from tests.unit.race import at_once
from tests.unit.test_identity import PASSPHRASE, PROTECTED, TEST_KEY

Identity = pyrage.x25519.Identity
TEXT = "Fe ddywedais i “na” \n\t <i> 🌧"


@pytest.fixture
def data(tmp_path: Path, reviewer: Identity) -> Path:
    """A data folder with an answer for the reviewer and one for somebody else."""
    vault = Vault(f"sqlite:///{tmp_path / 'llais.sqlite'}")
    for id_, key, lookup in (("a" * 32, reviewer, b"1" * 32), ("b" * 32, Identity.generate(), b"2" * 32)):
        vault.keep(Letter(id_, lookup, "age1abc", envelope.seal(answers(TEXT, id_), [str(key.to_public())])))
    vault.close()
    (tmp_path / "key.txt").write_text(f"{reviewer}\n")
    return tmp_path


def run(data: Path, *arguments: str, typed: str = "", before: Callable[[], None] | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """The command as from a shell, with no terminal to ask on: what is typed comes from standard input."""
    given = os.environ | {"LLAIS_DATA_DIR": str(data)} | env
    command = [sys.executable, "-m", "llais", "answers", *arguments]
    alone = {"start_new_session": True, "preexec_fn": before}
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, input=typed, timeout=60, **alone)


def test_list_shows_what_arrived_and_nothing_of_it(data: Path) -> None:
    done = run(data, "list")
    assert done.returncode == 0 and "2 arrived." in done.stdout and "canary" not in done.stdout
    rows = json.loads(run(data, "list", "--json").stdout)
    assert [row["id"] for row in rows] == ["a" * 32, "b" * 32]


def test_export_gives_words_and_sound_byte_for_byte_and_can_be_run_again(data: Path) -> None:
    done = run(data, "export", "--identity", str(data / "key.txt"), "--to", str(data / "out"))
    assert done.returncode == 0 and "1 written" in done.stdout and "1 not for this key" in done.stdout
    (folder,) = (data / "out").iterdir()
    document = json.loads((folder / "answers.json").read_text("utf-8"))
    assert document["answers"][0]["text"] == TEXT
    assert (folder / document["answers"][0]["recordings"][0]["file"]).read_bytes() == b"\x1a\x45\xdf\xa3 canary sound"
    assert all(os.stat(file).st_mode & 0o077 == 0 for file in folder.iterdir())
    assert "1 there already" in run(data, "export", "--identity", str(data / "key.txt"), "--to", str(data / "out")).stdout


def test_a_protected_identity_opens_with_its_passphrase_file_or_typed(data: Path) -> None:
    vault = Vault(f"sqlite:///{data / 'llais.sqlite'}")
    public = str(Identity.from_str(TEST_KEY).to_public())
    vault.keep(Letter("c" * 32, b"3" * 32, "age1abc", envelope.seal(answers(TEXT), [public])))
    (data / "locked.age").write_bytes(PROTECTED)
    (data / "words.txt").write_text(f"{PASSPHRASE}\n")
    chosen = ("export", "--identity", str(data / "locked.age"), "--to", str(data / "out"))
    assert "1 written" in run(data, *chosen, "--passphrase-file", str(data / "words.txt")).stdout
    assert "1 there already" in run(data, *chosen, typed=f"{PASSPHRASE}\n").stdout
    (data / "words.txt").write_text("other words\n")
    for refused in (run(data, *chosen, "--passphrase-file", str(data / "words.txt")), run(data, *chosen, typed="other\n")):
        assert refused.returncode == 2 and "does not open the identity" in refused.stderr and "other" not in refused.stderr
    asked = run(data, *chosen)
    assert asked.returncode == 2 and "use --passphrase-file" in asked.stderr and "Traceback" not in asked.stderr


def only(tmp_path: Path, *letters: Letter) -> Vault:
    """A vault that holds these letters."""
    vault = Vault(f"sqlite:///{tmp_path / 'llais.sqlite'}")
    for one in letters:
        vault.keep(one)
    return vault


def sealed(reviewer: Identity, sent: Answers) -> bytes:
    return envelope.seal(sent, [str(reviewer.to_public())])


def test_what_was_changed_after_an_export_is_left_alone_and_said(data: Path) -> None:
    chosen = ("export", "--identity", str(data / "key.txt"), "--to", str(data / "out"))
    run(data, *chosen)
    (folder,) = (data / "out").iterdir()
    (folder / "notes.txt").write_text("my own notes, which do no harm")
    assert run(data, *chosen).returncode == 0
    (folder / "answers.json").write_text("changed")
    again = run(data, *chosen)
    assert again.returncode == 2 and "1 opened" in again.stdout and f"left alone: {'a' * 32}. Move the folder away" in again.stderr
    assert (folder / "answers.json").read_text() == "changed"


def test_a_forged_answer_cannot_write_outside_its_folder(tmp_path: Path, reviewer: Identity) -> None:
    odd = [Answer(question, recordings=(Recording("audio/ogg", b"OggS", 1), Recording("x/../y", b"?", 1))) for question in ("../../up", "/etc/x", "", "q1", "Q1")]
    forged = sealed(reviewer, replace(answers(), answers=tuple(odd)))
    done = export(only(tmp_path, Letter("../../../up", None, "", forged)), [reviewer], tmp_path / "in" / "out")
    assert done.opened == 1
    (folder,) = (tmp_path / "in" / "out").iterdir()
    assert {path.name for path in tmp_path.iterdir()} <= {"in", "llais.sqlite", "llais.sqlite-wal", "llais.sqlite-shm"}
    assert len(list(folder.iterdir())) == 1 + 2 * len(odd) and [path.name for path in (tmp_path / "in").iterdir()] == ["out"]


def test_two_answers_with_like_ids_are_two_folders(tmp_path: Path, reviewer: Identity) -> None:
    letters = [Letter(f"{'a' * 31}{n}", bytes([n]), "", sealed(reviewer, answers(f"text {n}"))) for n in range(2)]
    assert len(export(only(tmp_path, *letters), [reviewer], tmp_path / "out").written) == 2
    texts = {json.loads(file.read_text())["answers"][0]["text"] for file in (tmp_path / "out").glob("*/answers.json")}
    assert texts == {"text 0", "text 1"}


def test_damaged_and_newer_answers_do_not_keep_the_others_back(tmp_path: Path, reviewer: Identity) -> None:
    whole = sealed(reviewer, answers())
    newer = pyrage.encrypt(b'{"format": "llais-answers", "version": 2}', [reviewer.to_public()])
    vault = only(tmp_path, Letter("bad", b"1", "", whole[:-1]), Letter("new", b"2", "", newer), Letter("good", b"3", "", whole))
    done = export(vault, [reviewer], tmp_path / "out")
    assert (done.written, done.damaged, done.newer, done.opened) == (("good",), ("bad",), ("new",), 1)
    (tmp_path / "key.txt").write_text(f"{reviewer}\n")
    told = run(tmp_path, "export", "--identity", str(tmp_path / "key.txt"), "--to", str(tmp_path / "out"))
    assert told.returncode == 2 and "read: bad." in told.stderr and "newer Llais: new. Update Llais." in told.stderr


@pytest.mark.skipif(not shutil.which("age"), reason="age is not installed: apt install age")
def test_age_itself_opens_what_was_kept(tmp_path: Path, reviewer: Identity) -> None:
    only(tmp_path, Letter("one", None, "", sealed(reviewer, answers()))).close()
    (tmp_path / "key.txt").write_text(f"{reviewer}\n")
    assert "1 age files" in run(tmp_path, "sealed", "--to", str(tmp_path / "out")).stdout
    (file,) = (tmp_path / "out").iterdir()
    opened = subprocess.run(["age", "--decrypt", "--identity", str(tmp_path / "key.txt"), str(file)], capture_output=True, check=True)
    assert json.loads(opened.stdout)["answers"][0]["text"] == "canary words"


@pytest.mark.parametrize("kind", [("audio/webm", ".webm"), ("audio/webm;codecs=opus", ".webm"), ("audio/ogg", ".ogg"), ("audio/mp4", ".m4a")])
def test_a_recording_has_the_ending_of_its_kind(tmp_path: Path, reviewer: Identity, kind: tuple[str, str]) -> None:
    sent = replace(answers("half a character: \ud800"), answers=(Answer("q2", text="half: \ud800", recordings=(Recording(kind[0], b"sound", 1),)),))
    export(only(tmp_path, Letter("one", None, "", sealed(reviewer, sent))), [reviewer], tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    assert (folder / f"q2-1{kind[1]}").read_bytes() == b"sound"
    assert json.loads((folder / "answers.json").read_text("utf-8"))["answers"][0]["text"] == "half: \ud800"


def test_an_export_that_breaks_off_leaves_no_half_answer(tmp_path: Path, reviewer: Identity) -> None:
    big = replace(answers(), answers=(Answer("q1", recordings=(Recording("audio/ogg", b"small", 1), Recording("audio/ogg", bytes(900_000), 1))),))
    vault = only(tmp_path, Letter("big", None, "", sealed(reviewer, big)))
    vault.close()
    (tmp_path / "key.txt").write_text(f"{reviewer}\n")
    chosen = ("export", "--identity", str(tmp_path / "key.txt"), "--to", str(tmp_path / "out"))
    broken = run(tmp_path, *chosen, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)))
    assert broken.returncode == 2 and "File too large" in broken.stderr and "Traceback" not in broken.stderr
    assert list((tmp_path / "out").iterdir()) == []
    assert "1 written" in run(tmp_path, *chosen).stdout


def test_several_exports_at_once_make_one_whole_folder(tmp_path: Path, reviewer: Identity) -> None:
    vault = only(tmp_path, Letter("one", None, "", sealed(reviewer, answers())))
    vault.close()
    done = at_once(lambda: export(Vault(f"sqlite:///{tmp_path / 'llais.sqlite'}"), [reviewer], tmp_path / "out"))
    assert [one.opened for one in done] == [1] * 5 and sum(len(one.written) for one in done) == 1
    assert [path.name[10:] for path in (tmp_path / "out").iterdir()] == ["-one"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "--identity", "nowhere.txt", "--to", "out"), "No such file"),
        (("export", "--identity", "README.md", "--to", "out"), "README.md: this file"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(data: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run(data, *arguments)
    assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr


def test_a_folder_without_a_vault_is_said(tmp_path: Path) -> None:
    done = run(tmp_path, "list")
    assert done.returncode == 2 and "Set LLAIS_DATA_DIR" in done.stderr


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "list", LLAIS_PORT="many")
    assert done.returncode == 2 and "LLAIS_PORT" in done.stderr and "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_said_with_where_to_look(tmp_path: Path) -> None:
    (tmp_path / "llais.sqlite").write_bytes(b"this is no database" * 100)
    done = run(tmp_path, "list")
    assert done.returncode == 2 and "not a database. Look at LLAIS_DATA_DIR" in done.stderr and "Traceback" not in done.stderr
