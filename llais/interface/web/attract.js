// On a kiosk where nobody is: one calm picture and one sentence in each language, without a sound.
import * as volume from "./volume.js";

const AFTER = 20_000; // ms on the start screen without a touch

let touched = Date.now();
let showing = 0;

const screen = () => document.getElementById("attract");

export function painted() {
  clearInterval(showing);
  if (!screen()) return;
  touched = Date.now();
  showing = setInterval(() => Date.now() - touched >= AFTER && show(), 1000);
}

function show() {
  if (!screen() || !screen().hidden) return;
  screen().hidden = false;
  volume.reset();
}

export function hide() {
  touched = Date.now();
  if (!screen() || screen().hidden) return;
  screen().hidden = true;
  document.querySelector("h1")?.focus({ preventScroll: true });
}

export function listen() {
  for (const kind of ["pointerdown", "wheel", "touchmove"]) addEventListener(kind, () => (touched = Date.now()), { passive: true, capture: true });
  addEventListener("keydown", hide, true);
}
