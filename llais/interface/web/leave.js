// Leaving: Finish, Exit and the idle time-out all forget the visit, here and on the server.
import * as draft from "./draft.js";
import * as outbox from "./outbox.js";
import { atStart, inVoice, phrases, say, token } from "./page.js";
import * as reader from "./reader.js";
import * as recorder from "./recorder.js";
import * as tab from "./tab.js";

const TOLD = [30, 20, 10]; // seconds left that a screen reader is told; each second would be noise
const SHIFTS = 3; // times, within SHIFTS_WITHIN ms
const SHIFTS_WITHIN = 2000;
let touched = Date.now();
let shifts = [];
let leaving = false;

const body = () => document.body.dataset;
const dialog = () => document.getElementById("idle");

/** Cover the screen, be silent, forget; then go. */
async function wipe(target) {
  if (leaving) return;
  leaving = true;
  outbox.shut();
  const goodbye = phrases().leaving;
  document.getElementById("page").replaceChildren();
  document.title = "…";
  document.getElementById("alert").hidden = true;
  say(goodbye);
  reader.stop();
  const headers = { "x-llais-visit": token(), ...(reader.listened() && { "x-llais-listened": "1" }) };
  const request = token() && fetch("/visit", { method: "DELETE", headers, keepalive: true }).catch(() => {});
  recorder.wipe();
  const draftGone = draft.forget();
  sessionStorage.clear();
  localStorage.clear();
  await Promise.race([Promise.allSettled([request, draftGone]), new Promise((done) => setTimeout(done, 1500))]);
  await tab.rewind();
  if (body().place === "kiosk") return tab.anew("/#over"); // `llais kiosk` begins with a new profile
  tab.go("/", { instead: true });
  location.assign(target);
}

export const exit = () => wipe(body().exit);

/** Whoever has just been given a code is asked once whether it is kept. */
export function finish({ asked = false } = {}) {
  const keep = document.getElementById("keep");
  if (asked || !keep) return wipe("/");
  keep.showModal();
  reader.sound(keep.dataset.say.split(" "));
}

export function notKept() {
  document.getElementById("keep").close();
  reader.stop();
  document.getElementById("code").scrollIntoView({ block: "center" });
}

/** Whether the visit is being wiped: nothing may be painted or pushed any more. */
export const going = () => leaving;

export function stillHere() {
  touched = Date.now();
  if (dialog()?.open) dialog().close();
  reader.stop();
}

/** A new page is shown: whoever brought it is here. */
export function here() {
  touched = Date.now();
}

function watch() {
  if (leaving || !dialog()) return;
  if ((reader.speaking() && !dialog().open) || recorder.busy()) here();
  const limit = Number(inVoice() ? body().idleVoice : body().idle);
  if (atStart() || !limit) return;
  const left = Math.ceil(limit - (Date.now() - touched) / 1000);
  if (left <= 0) return finish({ asked: true });
  if (left <= Math.min(Number(body().idleWarning), limit / 2)) warn(left);
}

function warn(left) {
  const opened = !dialog().open;
  const words = JSON.parse(dialog().dataset.count)[left] ?? String(left);
  document.getElementById("idle-count").textContent = words; // before it opens: else it would push the button out of sight
  if (opened) {
    dialog().showModal();
    reader.sound(dialog().dataset.say.split(" "));
  }
  if (TOLD.includes(left) && !opened) document.getElementById("idle-told").textContent = words;
}

function shift(event) {
  if (event.key !== "Shift" || atStart()) return (shifts = []);
  shifts = [...shifts.filter((time) => Date.now() - time < SHIFTS_WITHIN), Date.now()];
  if (shifts.length >= SHIFTS) return exit();
  if (shifts.length > 1) say(JSON.parse(phrases().shift)[SHIFTS - shifts.length]); // one is but a capital letter
}

export function listen() {
  setInterval(watch, 1000);
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(kind, () => !dialog()?.open && here(), { passive: true, capture: true });
  }
  // While it is asked whether anybody is there, any touch and any key but those that reach the button say yes.
  addEventListener("click", () => dialog()?.open && stillHere(), true);
  addEventListener("keydown", (event) => dialog()?.open && !["Tab", "Enter", " "].includes(event.key) && stillHere(), true);
  addEventListener("keyup", shift);
  // A page that the browser kept and shows again (Back after Exit) shows nothing of the visit before.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
