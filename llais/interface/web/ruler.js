// The reading ruler: a frame about one line of words. It moves by its buttons, by arrow keys on them, by a touch on a line,
// and with the voice.
import * as settings from "./settings.js";

const MARGIN = 3; // px about a line

let frame = null;
let middle = 0; // of the line, in px from the top of the document

const on = () => settings.chosen("ruler") === "on";
const main = () => document.getElementById("main");
const bar = () => document.getElementById("ruler");

/** The lines of words that are seen, from the top: {top, bottom} in px from the top of the document. */
function lines() {
  const found = [];
  for (const { top, bottom } of rects().sort((one, other) => one.top - other.top)) {
    const last = found.at(-1);
    // Words in a row are one line, also where some are bigger.
    if (last && (top + bottom) / 2 < last.bottom) last.bottom = Math.max(last.bottom, bottom);
    else found.push({ top, bottom });
  }
  return found.map((one) => ({ top: one.top + scrollY, bottom: one.bottom + scrollY }));
}

function rects() {
  const walker = document.createTreeWalker(main(), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const all = [];
  while (walker.nextNode()) {
    if (!walker.currentNode.data.trim()) continue;
    range.selectNodeContents(walker.currentNode);
    all.push(...[...range.getClientRects()].filter((one) => one.height && one.width));
  }
  return all;
}

function place(line) {
  if (!line) return;
  middle = (line.top + line.bottom) / 2;
  frame.style.top = `${line.top - MARGIN}px`;
  frame.style.height = `${line.bottom - line.top + 2 * MARGIN}px`;
}

const away = (line, y) => Math.max(line.top - y, y - line.bottom, 0);
const nearest = (all, y) => all.reduce((best, one, index) => (away(one, y) < away(all[best], y) ? index : best), 0);

function step(by) {
  const all = lines();
  place(all[Math.min(all.length - 1, Math.max(0, nearest(all, middle) + by))]);
  frame.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** To the line at a height of the document. */
function to(y) {
  const all = lines();
  place(all[nearest(all, y)]);
}

function show() {
  if (!bar()) return;
  bar().hidden = !on();
  frame.hidden = !on();
  if (on()) to(middle);
}

/** A new page: it begins at the heading. */
export function painted() {
  const heading = main()?.querySelector("h1")?.getBoundingClientRect();
  middle = heading ? heading.top + scrollY : 0;
  if (frame) show();
}

function touched(event) {
  const button = event.target.closest("[data-ruler]");
  if (button) return step(Number(button.dataset.ruler));
  if (on() && event.detail && main().contains(event.target)) to(event.pageY); // detail: not by a key
}

function pressed(event) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!by || !event.target.closest?.("#ruler")) return;
  event.preventDefault();
  step(by);
}

function follow() {
  const lit = on() && main()?.querySelector(".lit")?.getClientRects()[0];
  if (lit) to((lit.top + lit.bottom) / 2 + scrollY);
}

export function listen() {
  frame = Object.assign(document.createElement("div"), { id: "line", hidden: true });
  frame.setAttribute("aria-hidden", "true");
  document.body.append(frame);
  document.addEventListener("click", touched);
  document.addEventListener("keydown", pressed);
  settings.changed(show);
  addEventListener("resize", show);
  new MutationObserver(follow).observe(document.getElementById("page"), { subtree: true, attributeFilter: ["class"] });
}
