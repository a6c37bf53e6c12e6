"""The one gate for languages: each kind of mistake, planted in a copy of the product, is found and named."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from llais.commands import language as command
from llais.fault import Fault
from llais.language import languages
from llais.translation import completeness, extraction, gate, glossary, keys, literals, sounds, welsh, yes_no
from llais.translation.product import Product
from tests.unit.planted import CATALOG, copy, spoil

INTERFACE, LEAFLET, QUESTIONS = (f"{CATALOG}/{name}.po" for name in ("interface", "leaflet", "questions"))
Check = Callable[[Product], Iterator[Fault]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path)


def heard(product: Product) -> Iterator[Fault]:
    for words in gate.usable(product).values():
        yield from sounds.faults(product, words)


CHECKS: dict[str, Check] = {
    "whole": lambda product: completeness.faults(product, "cy"),
    "welsh": welsh.faults,
    "yes_no": lambda product: yes_no.faults(product, "cy"),
    "glossary": lambda product: glossary.faults(product, "cy"),
    "keys": lambda product: keys.faults(product.source, literals.literals(product.root)),
    "code": lambda product: extraction.faults(product.root, literals.literals(product.root)),
    "seen": lambda product: sounds.pictures(product.source),
    "heard": heard,
}


def found(root: Path, check: str) -> list[str]:
    return [str(one) for one in CHECKS[check](Product(root))]


def test_the_product_as_it_ships_is_whole() -> None:
    assert [str(one) for one in gate.faults(Product())] == []


FORMS = "nplurals=5; plural=(n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 0);"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (INTERFACE, 'msgctxt "button.listen"\nmsgid "Listen"\nmsgstr "Gwrando"\n', "", "button.listen: no translation of today's English: run make catalogs"),
        (INTERFACE, 'msgstr "Gwrando"', 'msgstr ""', "button.listen: no translation: translate it"),
        (INTERFACE, 'msgctxt "button.listen"', '#, fuzzy\nmsgctxt "button.listen"', "button.listen: marked fuzzy: look at it"),
        (INTERFACE, 'msgid "Listen"', 'msgid "Hear"', "button.listen: no translation of today's English"),
        ("content/interface.toml", 'listen = "Listen"', 'listen = "Hear it"', "button.listen: no translation of today's English"),
        (INTERFACE, 'msgstr "Gwrando"', 'msgstr "TODO"', "button.listen: it is only a placeholder"),
        (INTERFACE, 'msgstr "Gwrando"', 'msgstr "Listen"', "button.listen: it is the English: translate it"),
        (INTERFACE, 'msgstr "Gwrando: %(what)s"', 'msgstr "Gwrando: %(beth)s"', "button.listen_to: its placeholders differ"),
        (INTERFACE, 'msgstr[2] "%(n)s eiliad"', 'msgstr[2] "dwy eiliad"', "idle.count: its placeholders differ"),
        (INTERFACE, 'msgstr[4] "%(n)s eiliad"', 'msgstr[4] ""', "idle.count: no translation: translate it"),
        (INTERFACE, FORMS, FORMS.replace("n==6", "n==4"), f"its Plural-Forms are not this language's: write {FORMS[:-1]}"),
        (INTERFACE, 'msgstr "Gwrando"', 'msgstr "Gwrando & mwy"', "button.listen: it has &"),
        (INTERFACE, 'msgctxt "button.listen"', 'msgctxt "button.hear"', "button.hear: nothing in content/ has this key"),
        (QUESTIONS, 'msgctxt "question.q1.yes"\n', "", "question.q1.yes: no translation"),
        (QUESTIONS, 'msgctxt "question.q1.yes"\n', "", "“Yes” has no msgctxt: nothing in content/ has this key"),
        (INTERFACE, 'msgstr "Gwrando"', "gibberish", "interface.po: cannot be read"),
    ],
)
def test_a_translation_that_is_not_whole_is_named_with_its_file_and_key(root: Path, file: str, old: str, new: str, told: str) -> None:
    spoil(root, file, old, new)
    assert any("LC_MESSAGES/" in one and told in one for one in found(root, "whole")), found(root, "whole")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (LEAFLET, "n edrych yn ofalus", "n edryhc yn ofalus", "leaflet.e14: “edryhc” is not in the dictionary"),
        (LEAFLET, "Gwybodaeth i rieni a gofalwyr.", "Gwybodaeth i rhieni a gofalwyr.", "leaflet.e2: “i rhieni” is not mutated: write rieni"),
        (LEAFLET, "gyda phlant a theuluoedd", "gyda plant a theuluoedd", "leaflet.e21: “gyda plant” is not mutated: write phlant"),
        (LEAFLET, "ym Mwrdd Rhanbarthol Diogelu Plant Caerdydd", "yn Caerdydd", "leaflet.c1: “yn Caerdydd” is not mutated"),
        (QUESTIONS, "Dywedwch fwy wrthon ni", "Dywedwch mwy wrthon ni", "question.q4.more: “dywedwch mwy” is not mutated: write fwy"),
        (INTERFACE, "Darllen y daflen", "Darllen y taflen", "home.leaflet: “y taflen” is not mutated: write daflen"),
        (INTERFACE, "Bydd yr **adolygydd** yn darllen", "Bydd y **adolygydd** yn darllen", "sent.next_reviewer: “y adolygydd”: write yr"),
        (INTERFACE, "Dydyn ni ddim wedi eu hanfon.", "Dydyn ni ddim wedi eu anfon.", "later.kept: “eu anfon”: write hanfon"),
        (INTERFACE, "Dewiswch eich iaith", "Dewis dy iaith", "start.choose: “dy” is a form of ti: write the chi form"),
        (INTERFACE, "Ydych chi wedi cadw eich cod?", "Wyt ti’n cadw’r cod?", "keep.title: “ti'n” is a form of ti"),
        (INTERFACE, "Diolch.", "Diolch i’th deulu.", "sent.thanks: “i'th” is a form of ti"),
        (INTERFACE, "Does dim cysylltiad", "Nid oes cysylltiad", "error.connection: “nid oes” is too formal for families: write Does dim"),
        (INTERFACE, "Gwrando: %(what)s", "Gwrando ar %(what)s", "button.listen_to: “ar %(what)s”: what is put in there would have to mutate"),
        (INTERFACE, 'msgstr[2] "Pwyswch Shift %(n)s waith', 'msgstr[2] "Pwyswch Shift %(n)s gwaith', "exit.shifts: its form for 2 has “gwaith”: write waith"),
    ],
)
def test_wrong_welsh_is_found_with_what_to_write(root: Path, file: str, old: str, new: str, told: str) -> None:
    spoil(root, file, old, new)
    assert any(f"{file}: {told}" in one for one in found(root, "welsh")), found(root, "welsh")


@pytest.mark.parametrize("word", ["meddygon", "feddygon", "â’r", "cwestiynau’n", "gallen", "allen", "gellid", "cwcis", "PDF", "Shift", "%(what)s"])
def test_what_is_right_though_the_dictionary_has_it_not_is_not_flagged(word: str) -> None:
    proof = welsh.Proof(Product().data("cy", "proofing"))
    assert list(proof.wrong(f"{word}. Neu gallwch chi ffonio.")) == []


def test_without_the_welsh_dictionary_the_command_says_how_to_install_it_and_does_not_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "cymraeg_mcp", None)  # as where it is not installed
    assert command.main(["check"]) == 2
    assert f"{sys.executable} -m pip install --no-deps -r requirements-welsh.txt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("content/interface.toml", '[answer]\n', '[answer]\nyes = "Yes"\n', "content/interface.toml: answer.yes: this Yes or No has no question of its own"),
        (QUESTIONS, 'msgstr "Nac oes"', 'msgstr "Na"', "question.q1.no: “Na” does not answer “oes” of its question: write Nac oes"),
        (QUESTIONS, "Oeddwn, bob amser", "Oes, bob amser", "question.q4.yes: “Oes, bob amser” does not answer “oeddech” of its question: write Oeddwn"),
        (LEAFLET, "Oes unrhyw beth roeddech chi", "Oeddech chi", "question.q3.yes: “Oes” does not answer “oeddech” of its question"),
        (INTERFACE, 'msgstr "Nac ydy"', 'msgstr "Nac oes"', "you.may_reach_no: “Nac oes” does not answer “ydy” of its question"),
        (INTERFACE, 'msgstr "Ydw, gorffen"', 'msgstr "Iawn, gorffen"', "button.kept: “Iawn, gorffen” does not answer “ydych” of its question: write Ydw"),
    ],
)
def test_a_yes_or_no_belongs_to_its_question_and_its_verb(root: Path, file: str, old: str, new: str, told: str) -> None:
    spoil(root, file, old, new)
    assert any(told in one for one in found(root, "yes_no")), found(root, "yes_no")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (LEAFLET, "Yr enw ar hyn yw’r **Panel Adolygu**.", "Yr enw ar hyn yw’r **Panel Arolygu**.", "leaflet.e43: the glossary says Panel Adolygu for “Review Panel”"),
        (LEAFLET, "**Adolygiad Ymarfer Plant**", "**Adolygiad Arfer Plant**", "leaflet.e15: the glossary never says “Adolygiad Arfer Plant”"),
        (LEAFLET, "**digwyddiad dysgu**", "**digwyddiad hyfforddi**", "leaflet.e54: the glossary says digwyddiad dysgu or digwyddiadau dysgu for “learning event”"),
        (INTERFACE, "Allwn ni ddim defnyddio’r **meicroffon**.", "Allwn ni ddim defnyddio’r **microffon**.", "error.microphone: the glossary never says “microffon”"),
        (INTERFACE, "â’r Uned Fusnes **Diogelu**", "â’r Swyddfa **Ddiogelu**", "sent.next_ask: the glossary says Uned Fusnes Diogelu"),
    ],
)
def test_a_term_that_departs_from_the_glossary_is_found(root: Path, file: str, old: str, new: str, told: str) -> None:
    spoil(root, file, old, new)
    assert any(f"{file}: {told}" in one for one in found(root, "glossary")), found(root, "glossary")


def test_a_mutated_term_is_still_the_term_and_the_longest_term_counts() -> None:
    terms = glossary.of(Product(), "cy")
    assert list(terms.wrong("This is the Review Panel.", "Mae hwn yn Banel Adolygu.")) == []
    assert [english for english, _ in terms.terms_in("A child practice review")] == ["child practice review"]
    assert list(terms.wrong("Type the code", "Teipiwch y rhif")) == ["the glossary says cod or codau for “code”"]


HOME = "llais/interface/templates/home.html"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (HOME, '<p>{{ p.said("home.hello") }}</p>', "<p>Hello to you</p>", "Hello to you"),
        (HOME, '<div class="choices">', '<div class="choices" aria-label="Choices">', "Choices"),
        (HOME, "{{ p.take_home() }}", '{{ "Take it home" if s.kiosk }}', "Take it home"),
        ("llais/interface/web/leave.js", "say(goodbye)", 'say("You are leaving now")', "You are leaving now"),
        ("llais/interface/web/page.js", "document.title = screen.title", 'document.title = "Llais"', "Llais"),
        ("pages/family/home.py", '"home.title"', '"What to do"', "What to do"),
        ("pages/reviewer/letter.py", 't("letter.back")', '"Back"', "Back"),
        ("llais/interface/security.py", 'escape(t("desk.title"))', '"Go to the desk"', "Go to the desk"),
    ],
)
def test_words_in_a_template_a_script_or_a_page_are_found_with_their_line(root: Path, file: str, old: str, new: str, told: str) -> None:
    text = (root / file).read_text("utf-8")
    spoil(root, file, old, new)
    line = text.count("\n", 0, text.index(old)) + 1
    assert any(f"{file}: line {line}: “{told}” stands in the code" in one for one in found(root, "code")), found(root, "code")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (HOME, "home.hello", "home.helo", f"{HOME}: home.helo: line 4 asks for this key, which content/ has not"),
        (HOME, "home.hello", "hom.hello", f"{HOME}: hom.hello: line 4 asks for this key"),
        ("pages/family/come_back.py", '"error.wait"', '"error.waits"', "pages/family/come_back.py: error.waits: line"),
        ("llais/interface/templates/recorder.html", '"error." + key', '"errors_of." + key', "recorder.html: errors_of.*: line 23 asks for this key"),
        ("content/interface.toml", "[button]\n", '[button]\nnobody = "Nobody"\n', "content/interface.toml: button.nobody: nobody shows this"),
        (HOME, '<p>{{ p.said("home.voice_about") }}</p>', "", "content/interface.toml: home.voice_about: nobody shows this"),
    ],
)
def test_a_key_that_is_not_there_and_a_key_nobody_asks_for_are_found(root: Path, file: str, old: str, new: str, told: str) -> None:
    spoil(root, file, old, new)
    assert any(told in one for one in found(root, "keys")), found(root, "keys")


def test_an_easy_read_sentence_without_its_picture_is_found(root: Path) -> None:
    spoil(root, "content/leaflet.toml", ', picture = "teacher", item = true', ", item = true")
    assert found(root, "seen") == ["content/leaflet.toml: leaflet.e34: in Easy Read it needs a picture: name one of pictures/"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"text": "Other words"}, "its clip says other words"),
        ({"spoken": "other words"}, "its clip says other words"),
        ({"file": "cy/gone.mp3"}, "audio/cy/gone.mp3 is not there"),
        (None, "it has no clip"),
    ],
)
def test_a_sentence_without_its_clip_is_found(tmp_path: Path, change: dict[str, str] | None, told: str) -> None:
    root = copy(tmp_path, audio=True)
    before = found(root, "heard")
    file = root / "audio" / "manifest.json"
    document = json.loads(file.read_text("utf-8"))
    (clip,) = [one for one in document["clips"] if (one["language"], one["key"]) == ("cy", "button.listen")]
    if change is None:
        document["clips"].remove(clip)
    else:
        clip.update(change)
    file.write_text(json.dumps(document), "utf-8")
    assert [one for one in found(root, "heard") if one not in before] == [f"audio/manifest.json: cy button.listen.0: {told}: run make speech"]


def test_the_command_names_all_kinds_at_once_a_line_each_and_fails(root: Path) -> None:
    spoil(root, HOME, '{{ p.said("home.hello") }}', '{% if s.language.tag != "cy" %}{{ p.said("home.hello") }}{% endif %}')
    spoil(root, "llais/interface/templates/card.html", '<p class="hint">', '{% if s.language.tag == "cy" %}<button type="button" data-do="more"></button>{% endif %}<p class="hint">')
    spoil(root, "llais/interface/templates/question.html", "s.picture(picture)", 's.picture(picture if s.language.tag != "cy" else "tick")')
    spoil(root, INTERFACE, "Dewiswch eich iaith", "Dewiswch eich iath")
    spoil(root, LEAFLET, "Yr enw ar hyn yw’r **Panel Adolygu**.", "Yr enw ar hyn yw’r **Panel Arolygu**.")
    done = subprocess.run([sys.executable, "-m", "llais", "language", "check"], cwd=root, capture_output=True, text=True, timeout=200)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    for told in (
        "the screen /home?form=full (web) and 3 more: cy: the sound of home.hello is missing (1 fewer than in English)",
        "the screen /card?form=full (web) and 3 more: cy: <button type=button data-do=more> is too much (1 more than in English)",
        "cy: the picture unsure is missing",
        f"{INTERFACE}: start.choose: “iath” is not in the dictionary",
        f"{LEAFLET}: leaflet.e43: the glossary says",
        "audio/manifest.json: cy start.choose.0: its clip says other words: run make speech",
    ):
        assert any(told in line for line in lines), (told, lines)
    assert f"{len(lines)} faults" in done.stderr and "Traceback" not in done.stderr


def test_a_language_that_is_only_begun_is_not_called_whole(root: Path) -> None:
    (root / "locales" / "pl" / "LC_MESSAGES").mkdir(parents=True)
    product = Product(root)
    assert "pl" in product.translations and languages(product.locales)[2].name == "Polski"
    assert any(one.file == "locales/pl/LC_MESSAGES/leaflet.po" and "cannot be read" in one.what for one in completeness.faults(product, "pl"))


def test_a_literal_without_its_table_makes_no_key_used(root: Path) -> None:
    spoil(root, "content/interface.toml", "[button]\n", '[button]\nform = "A word that the code has, too"\n')
    assert any("button.form: nobody shows this" in one for one in found(root, "keys"))
