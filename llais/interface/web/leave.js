// Leaving: Finish, Exit and the idle time-out all forget the visit, here and on the server.
import { inVoice, token } from "./page.js";
import * as reader from "./reader.js";
import * as recorder from "./recorder.js";
import * as tab from "./tab.js";

const WARNING = 30; // seconds in which a touch goes on; WCAG 2.2.1 asks for 20
let touched = Date.now();
let shifts = [];
let leaving = false;

const body = () => document.body.dataset;
const dialog = () => document.getElementById("idle");

/** Cover the screen, be silent, forget; then go. */
async function wipe(target) {
  if (leaving) return;
  leaving = true;
  document.getElementById("page").replaceChildren();
  document.title = "…";
  document.getElementById("status").textContent = "";
  reader.stop();
  const request = token() && fetch("/visit", { method: "DELETE", headers: { "x-llais-visit": token() }, keepalive: true }).catch(() => {});
  recorder.wipe();
  sessionStorage.clear();
  localStorage.clear();
  await Promise.race([request, new Promise((done) => setTimeout(done, 1500))]);
  await tab.rewind();
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
  if (reader.speaking() && !dialog().open) here();
  if (recorder.busy()) here();
  if (location.pathname === "/" && !inVoice()) return;
  const limit = Number(inVoice() ? body().idleVoice : body().idle);
  const left = Math.ceil(limit - (Date.now() - touched) / 1000);
  if (left <= 0) return finish({ asked: true });
  if (left <= Math.min(WARNING, limit / 2)) warn(left);
}

function warn(left) {
  if (!dialog().open) {
    dialog().showModal();
    reader.sound(dialog().dataset.say.split(" "));
  }
  document.getElementById("idle-count").textContent = left;
}

export function listen() {
  setInterval(watch, 1000);
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(kind, () => !dialog()?.open && here(), { passive: true, capture: true });
  }
  document.addEventListener("cancel", (event) => event.target === dialog() && stillHere(), true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !inVoice()) return (shifts = event.key === "Shift" ? shifts : []);
    shifts = [...shifts.filter((time) => Date.now() - time < 2000), Date.now()];
    if (shifts.length >= 3) exit();
  });
  // A page that the browser kept and shows again (Back after Exit) shows nothing of the visit before.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
