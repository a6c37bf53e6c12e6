// How the page looks and reads: attributes of the document, kept by this tab alone until the visit is over.
// early.js sets them before the first paint, and knows whether there is room for things side by side.
import * as reader from "./reader.js";

const KEPT = "llais-settings"; // in sessionStorage

const { fit } = window.llais;
const root = document.documentElement;
const form = () => document.getElementById("settings");
const changes = new EventTarget();
const kept = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "null")?.chosen ?? {};

/** What is chosen; undefined where nobody chose. */
export const chosen = (name) => root.dataset[name];

export function choose(name, value) {
  root.dataset[name] = value;
  keep({ ...kept(), [name]: value });
}

/** Everything as it is for somebody who comes new. */
export function reset() {
  Object.keys(kept()).forEach((name) => delete root.dataset[name]);
  form()?.reset();
  keep(null);
}

function keep(all) {
  if (all) sessionStorage.setItem(KEPT, JSON.stringify({ chosen: all, at: Date.now() }));
  else sessionStorage.removeItem(KEPT);
  fit();
  mark();
  changes.dispatchEvent(new Event("change"));
}

export const changed = (callback) => changes.addEventListener("change", callback);

/** The form shows what is chosen. */
function mark() {
  for (const radio of form()?.querySelectorAll("[type=radio]") ?? []) {
    if (chosen(radio.name)) radio.checked = chosen(radio.name) === radio.value;
  }
}

export function painted() {
  fit();
  mark();
}

function picked(event) {
  if (event.target.form !== form() || !form()) return;
  choose(event.target.name, event.target.value);
  const label = event.target.labels[0].querySelector("[data-say]");
  if (label && document.querySelector("[data-do=read][aria-pressed=true]")) reader.play([label]);
}

export function listen() {
  document.addEventListener("change", picked);
  addEventListener("resize", fit);
  // Somebody who comes back to this tab much later is somebody else: early.js asks how long ago it was.
  addEventListener("pagehide", () => sessionStorage.getItem(KEPT) && keep(kept()));
}
