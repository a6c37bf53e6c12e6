// The page: painted by the server's first answer, then by each screen the bridge brings. Touches go back as events.
import * as attract from "./attract.js";
import * as draft from "./draft.js";
import * as font from "./font.js";
import * as keys from "./keys.js";
import * as leave from "./leave.js";
import * as outbox from "./outbox.js";
import * as reader from "./reader.js";
import * as recorder from "./recorder.js";
import * as ruler from "./ruler.js";
import * as settings from "./settings.js";
import * as tab from "./tab.js";
import * as volume from "./volume.js";

const LONGEST = 20_000; // characters of one field that are told: enough for the server to say that it is too long
const SAVE_AFTER = 200; // ms after the last key, where there is no draft to keep it

let shown = null; // the screen as the bridge brought it
let reading = null; // whether each page is read aloud; null until this document knows
let saving = 0;
let lives = 0; // of the server, as this document knows
let before = Promise.resolve(); // what an earlier life of this tab left is being read

export const token = () => shown?.token ?? "";
export const phrases = () => document.getElementById("phrases").dataset;
export const inVoice = () => Boolean(document.querySelector("#not-secure, #page [data-voice]"));
export const atStart = () => page().dataset.page === "start";
const page = () => document.getElementById("page");
const form = () => document.getElementById("answer");

/** For screen readers, when they have time. */
export function say(text) {
  document.getElementById("status").textContent = text;
}

/** For everybody, at once, until it is taken away by an empty name. */
export function warn(name) {
  const alert = document.getElementById("alert");
  const told = name && document.getElementById("phrases").content.querySelector(`[data-alert=${name}]`);
  alert.hidden = !told;
  alert.replaceChildren(...(told ? [told.cloneNode(true)] : []));
}

/** Tell the server what was touched, always with everything that stands in the page's fields. */
export function send(what, more = {}) {
  clearTimeout(saving);
  const given = fields();
  draft.note(place(), given);
  outbox.post({ do: what, fields: given, ...more, ...(reader.listened() && { listened: true }) });
}

const place = () => page().dataset.place;

export function fields() {
  return form() ? Object.fromEntries([...new FormData(form())].map(([name, value]) => [name, value.slice(0, LONGEST)])) : {};
}

/** The bridge brings a screen. */
export function arrive(screen, reporter) {
  const last = shown;
  shown = screen;
  if (leave.going()) return;
  const anew = last && last.token !== screen.token;
  if (anew) outbox.hold();
  outbox.heard(anew ? 0 : screen.heard, reporter);
  if (anew) return giveBack();
  if (last) return show(screen, last);
  return begin(screen);
}

function show(screen, last) {
  reads(reading ?? screen.read);
  if (outbox.ready()) draft.keep(screen.hold);
  if (page().dataset.signature !== screen.signature) repaint(screen, last);
  else if (!last) fill(screen.fields);
  page().setAttribute("aria-busy", String(!outbox.ready()));
}

/** The first screen of this document. If an earlier life of this tab left something, the server gets it first. */
async function begin(screen) {
  await before;
  if (!draft.empty()) return giveBack();
  outbox.release();
  show(screen, null);
}

/** The server knows nothing of this visit: it gets back all that this tab kept, and asks nobody for anything. */
async function giveBack() {
  const mine = ++lives;
  outbox.hold();
  draft.note(place(), fields());
  await outbox.anew({ do: "restore", fields: {}, to: tab.here(), pages: draft.pages(), hold: draft.hold() });
  draft.keep(shown.hold); // the code that was made meanwhile: under it a Send that is told again is the same one
  reads(shown.read);
  fillGaps(shown.fields);
  await recorder.giveBack();
  if (mine !== lives) return; // that server is gone, too
  outbox.release();
  page().setAttribute("aria-busy", "false");
  if (!draft.empty()) say(phrases().restored);
}

function reads(on) {
  reading = on;
  document.querySelector("[data-do=read]")?.setAttribute("aria-pressed", String(on));
}

function repaint(screen, before) {
  reader.stop();
  const held = page().contains(document.activeElement);
  const own = screen.problem ? fields() : {}; // what could not be taken stays exactly as it stands
  font.use();
  page().innerHTML = screen.html;
  page().dataset.signature = screen.signature;
  page().dataset.page = screen.page;
  page().dataset.place = screen.place;
  document.documentElement.lang = screen.language;
  document.documentElement.dir = screen.direction;
  document.title = screen.title;
  tab.go(screen.url, { instead: !before });
  fill({ ...screen.fields, ...own });
  const lost = held && document.activeElement === document.body; // what was touched is there no more
  painted({ screen, moved: !before || before.url !== screen.url || lost });
}

/** After every paint: focus, sound, and what only a script can show. */
export function painted({ first = false, screen = null, moved = true } = {}) {
  count();
  if (!first) reads(reading);
  const pending = recorder.mount(screen?.fields?.recorded);
  if (pending) open();
  volume.show();
  attract.painted();
  settings.painted();
  ruler.painted();
  const plain = document.getElementById("not-secure");
  if (plain) plain.hidden = draft.able();
  leave.here();
  if (first) return;
  say("");
  if (moved) warn("");
  const problem = document.getElementById("problem");
  const target = screen.problem && problem && !problem.hidden ? problem : document.querySelector("h1");
  if (moved || target === problem) {
    target?.focus({ preventScroll: true });
    fromTheTop();
    if (pending) document.getElementById("recorder-problem").scrollIntoView({ block: "center" });
  }
  if (!reading) reader.foresee();
  if (reading) reader.play();
  else if (target === problem) reader.play([...problem.querySelectorAll("[data-say]")]);
}

/** With very big words on a narrow screen the tools fill it: there a page begins at the last of them, Exit. */
function fromTheTop() {
  const exit = document.documentElement.hasAttribute("data-tight") && document.querySelector(".exit");
  scrollTo({ top: exit ? exit.getBoundingClientRect().top + scrollY - 6 : 0, behavior: "instant" });
}

function fill(values = {}) {
  for (const [name, value] of Object.entries(values)) {
    const fields = form()?.elements[name];
    if (!fields) continue;
    if (fields instanceof RadioNodeList) fields.value = value;
    else if (fields.type !== "radio") fields.value = value;
  }
  const chosen = Boolean(form()?.querySelector("[name=choice]:checked"));
  const some = chosen || Boolean(values.text) || Number(values.recorded) > 0;
  if (some) open();
  offerUnchoose();
  count();
}

/** What the server knows and the page does not show; what stands on the page is newer. */
function fillGaps(values) {
  const typed = fields();
  fill(Object.fromEntries(Object.entries(values).filter(([name]) => !typed[name])));
}

/** "Tell us more" opens and never closes: nobody loses sight of what they said. */
function open() {
  const button = document.querySelector("[data-do=more]");
  if (!button) return;
  button.setAttribute("aria-expanded", "true");
  document.getElementById("more").hidden = false;
}

function offerUnchoose() {
  const button = document.querySelector("[data-do=unchoose]");
  if (button) button.hidden = !form().querySelector("[name=choice]:checked");
}

function count() {
  const text = document.getElementById("text");
  if (!text) return;
  const left = document.getElementById("left");
  left.textContent = left.dataset.text.replace("%n", text.value.length);
  left.classList.toggle("over", text.value.length > Number(text.dataset.limit));
}

const acts = {
  read() {
    reads(!reading);
    send("read", { on: reading });
    if (reading) reader.play();
    else reader.stop();
  },
  more() {
    open();
    document.getElementById("text").focus();
  },
  unchoose() {
    form().querySelectorAll("[name=choice]").forEach((radio) => (radio.checked = false));
    offerUnchoose();
    form().querySelector("[name=choice]").focus();
    send("save");
  },
  "hear-group": (button) => reader.play([...button.closest("[role=radiogroup]").querySelectorAll("[data-say]")]),
  reset() {
    settings.reset();
    say(phrases().wasReset);
  },
  exit: () => leave.exit(),
  later: () => whole().then((all) => all && send("later")),
  begin: () => attract.hide(),
  reply: (button) => hearReply(button.value),
  kept: () => leave.finish({ asked: true }),
  "not-kept": () => leave.notKept(),
  "still-here": () => leave.stillHere(),
  print: () => print(),
};

function submitted(event) {
  const target = event.target;
  event.preventDefault();
  if (target === form()) return send("look");
  const what = target.dataset.do;
  const url = `${target.getAttribute("action")}?${new URLSearchParams(new FormData(target))}`.replace(/\?$/, "");
  if (what === "finish") return leave.finish();
  page().setAttribute("aria-busy", "true");
  if (what !== "send") return lead(what, url);
  say(phrases().sending);
  whole().then((all) => all && lead(what, url));
}

/** Whether all that was recorded has reached the server. If not, the page of what has not is shown, and says so. */
async function whole() {
  const question = await recorder.settled();
  if (leave.going()) return false;
  if (!question) return true;
  page().setAttribute("aria-busy", "false");
  if (place() !== `question/${question}` && place() !== `${question}/`) lead("go", at(question));
  return false;
}

/** The page on which a question is answered, or something is added, in this language and form. */
function at(question) {
  const given = new URLSearchParams(location.search);
  const query = new URLSearchParams(["lang", "form"].filter((name) => given.has(name)).map((name) => [name, given.get(name)]));
  if (question === "more") return `/more?${query}`;
  query.set("question", question);
  return `/question?${query}`;
}

/** A mere link can be followed before the line is there. */
function lead(what, url) {
  if (!shown && what === "go" && !form()) location.assign(url);
  else send(what, { to: url });
}

/** The reviewer's reply: fetched with this tab's own token, never by an address that others could open. */
async function hearReply(number) {
  const answer = await fetch(`/replies/${number}`, { headers: { "x-llais-visit": token() } }).catch(() => null);
  if (!answer?.ok) return warn("silence");
  reader.sound([URL.createObjectURL(await answer.blob())]);
}

/** What an earlier life of this tab left on this very page stands here again at once. */
async function takeUp() {
  await draft.opened();
  const typed = Object.values(fields()).some(Boolean);
  if (!typed) fill(draft.pages()[place()]); // the line may be there first: what stands empty would be taken for the newest
}

export function listen() {
  before = takeUp();
  font.fetch();
  draft.listen();
  keys.listen();
  settings.listen();
  ruler.listen();
  document.addEventListener("submit", submitted);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-do]");
    if (link) {
      event.preventDefault();
      return lead("go", link.getAttribute("href"));
    }
    const louder = event.target.closest("[data-volume]");
    if (louder) say(volume.change(Number(louder.dataset.volume)));
    const button = event.target.closest("button[type=button][data-do]");
    if (button) acts[button.dataset.do]?.(button);
  });
  document.addEventListener("input", () => {
    count();
    clearTimeout(saving);
    if (!form() || page().dataset.page === "come-back") return;
    draft.note(place(), fields());
    if (!draft.able()) saving = setTimeout(() => send("save"), SAVE_AFTER);
  });
  document.addEventListener("change", (event) => {
    if (event.target.type !== "radio") return;
    offerUnchoose();
    if (event.target.name === "choice") open();
  });
  tab.moved((url) => {
    if (leave.going()) return;
    if (shown) send("arrive", { to: url });
    else location.reload();
  });
}
