// Reading aloud: the sentences of the page from the top, each lit while it is spoken. Sound is a file, so it starts at once.
import { phrases, say } from "./page.js";
import * as settings from "./settings.js";
import * as volume from "./volume.js";
import * as words from "./words.js";

const SPEEDS = { slow: 0.75, usual: 1, fast: 1.25 };
const speed = () => SPEEDS[settings.chosen("speed")] ?? SPEEDS.usual;
const BREATH = 250; // ms between two sentences, at the usual speed
let queue = []; // what is still to be said: [{element, url}]
let at = 0;
let player = null;
let breath; // the timer between two sentences
let button = null; // the speaker that started it, if one did
let heard = false; // whether words of the page were spoken since somebody asked

const visible = (element) => element.getClientRects().length > 0;
const urls = (element) => (element.dataset.say ?? element.dataset.play).split(" ").filter(Boolean);
const clips = (elements) => elements.flatMap((element) => urls(element).map((url) => ({ element, url })));
const bar = () => document.getElementById("player");

/** Every sentence that is seen, in the order in which it stands. */
function sentences() {
  return [...document.querySelectorAll("#page [data-say]")].filter((one) => visible(one) && one.tagName !== "DIALOG" && !one.closest(".listen"));
}

export function play(elements = sentences(), from = 0, started = null) {
  stop();
  queue = clips(elements);
  button = started;
  if (!queue.length) return;
  show(true);
  start(from);
}

/** Sounds that stand on nothing: a warning, a message. */
export function sound(list) {
  stop();
  queue = list.filter(Boolean).map((url) => ({ element: null, url }));
  if (queue.length) start(0);
}

function start(index) {
  breath = clearTimeout(breath);
  unlight();
  at = index;
  if (at >= queue.length) return stop();
  const { element, url } = queue[at];
  element?.classList.add("lit");
  element?.scrollIntoView({ block: "nearest", behavior: "instant" });
  player?.pause();
  const mine = (player = volume.of(begun(url)));
  player.playbackRate = speed();
  if (element && urls(element).length === 1) words.follow(element, player);
  if (mine.ended) return next();
  player.onended = () => mine === player && next();
  player.onerror = () => mine === player && failed();
  player.onplaying = () => (heard ||= Boolean(element?.closest("#main")));
  player.play().catch((problem) => mine === player && problem.name !== "AbortError" && failed(problem));
  fetchOn();
}

/** What began before this script was there goes on: see early.js. */
function begun(url) {
  const { player: early } = window.llaisEarly;
  if (!early?.src.endsWith(url)) return new Audio(url);
  window.llaisEarly.player = null;
  return early;
}

/** The first sound of a screen is there before anybody asks for it. */
export const foresee = () => document.body.dataset.place === "web" && ahead(clips(sentences())[0]?.url);

/** What is heard next is fetched while this is spoken: the next sentence, and the next screen's sounds one after the other. */
function fetchOn() {
  ahead(queue[at].url); // so that it is there again when the line is not
  ahead(queue[at + 1]?.url);
  const next = document.querySelector(".bar")?.dataset.next.split(" ") ?? [];
  next.slice(at, queue[at + 1] ? at + 1 : undefined).forEach(ahead);
}

/** A breath after a sentence, none between the clips of one. */
function next() {
  const same = queue[at].element === queue[at + 1]?.element;
  breath = setTimeout(() => start(at + 1), same ? 0 : BREATH / speed());
}

const fetched = new Set();
export function ahead(url) {
  if (!url || fetched.has(url)) return;
  fetched.add(url);
  fetch(url).catch(() => fetched.delete(url));
}

function failed(problem) {
  stop();
  // A browser may refuse sound before the first touch: that is no fault to speak of.
  if (problem?.name !== "NotAllowedError") say(phrases().soundFailed);
}

export function stop() {
  breath = clearTimeout(breath);
  player?.pause();
  player = null;
  queue = [];
  button = null;
  unlight();
  show(false);
}

/** Whether the page was read aloud since this was last asked: the one thing of reading that the server is told, and counts. */
export function listened() {
  const was = heard;
  heard = false;
  return was;
}

export const speaking = () => Boolean(player && (!player.paused || breath));

function unlight() {
  words.stop();
  document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
}

function show(playing) {
  if (!bar()) return;
  const focused = bar().contains(document.activeElement);
  bar().hidden = !playing;
  if (!playing && focused) document.querySelector("[data-player=listen]")?.focus();
  paused(false);
  tell();
}

function paused(yes) {
  const pause = bar()?.querySelector("[data-player=pause]");
  if (!pause) return;
  pause.querySelector(".label").textContent = yes ? pause.dataset.resume : pause.dataset.pause;
  pause.querySelector("[data-when=pause]").hidden = yes;
  pause.querySelector("[data-when=resume]").hidden = !yes;
}

function tell() {
  const shown = document.getElementById("speed");
  if (shown) shown.textContent = shown.dataset.text.replace("%s", speed());
}

function change(by) {
  const names = Object.keys(SPEEDS);
  const at = names.findIndex((name) => SPEEDS[name] === speed()) + by;
  settings.choose("speed", names[Math.min(names.length - 1, Math.max(0, at))]);
}

function paced() {
  if (player) player.playbackRate = speed();
  tell();
}

const controls = {
  listen: () => play(),
  pause() {
    if (!player) return;
    if (breath) start(at + 1);
    if (player.paused) player.play();
    else player.pause();
    paused(player.paused);
  },
  stop,
  again: () => start(Math.max(0, queue.findIndex((one) => one.element === queue[at]?.element))),
  slower: () => change(-1),
  faster: () => change(1),
};

/** To the sentence before or after, by key, as a touch on it does. */
function step(by) {
  const elements = [...new Set(queue.map((one) => one.element))];
  const next = elements[elements.indexOf(queue[at]?.element) + by];
  if (next) start(queue.findIndex((one) => one.element === next));
}

function touched(event) {
  const control = event.target.closest("[data-player]");
  if (control) return controls[control.dataset.player]();
  const speaker = event.target.closest("[data-play]");
  if (speaker) return speaker === button && speaking() ? stop() : play([speaker], 0, speaker);
  const sentence = event.target.closest("[data-say]");
  const other = event.target.closest("button, a, label, input, textarea, summary");
  if (sentence && !other) {
    const all = sentences();
    return play(all.slice(all.indexOf(sentence)));
  }
  // Whatever else a person does, the voice stops. A switch to reading each page starts it by itself.
  if (other && !other.closest("[data-do=read], [data-volume], [data-ruler], #settings")) stop();
}

/** What a hard word means is said when its explanation opens, and no longer than it is open. */
function explained(event) {
  if (!event.target.matches?.(".hard-word")) return;
  if (event.newState === "open") play([...event.target.querySelectorAll("[data-say]")]);
  else if (queue.some((one) => one.element && event.target.contains(one.element))) stop(); // what has begun since goes on
}

/** It would lie over what has the focus when somebody goes on by key. */
function left(event) {
  const open = "popover" in HTMLElement.prototype && document.querySelector(".hard-word:popover-open");
  if (open && !open.contains(event.target) && event.target.getAttribute("popovertarget") !== open.id) open.hidePopover();
}

export function listen() {
  settings.changed(paced);
  document.addEventListener("toggle", explained, true); // it does not bubble
  document.addEventListener("focusin", left);
  document.addEventListener("click", touched, true);
  document.addEventListener("input", (event) => event.target.matches("textarea, input[type=text]") && stop());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && queue.length) stop();
    if (!event.target.closest?.("#player")) return;
    const onward = document.documentElement.dir === "rtl" ? -1 : 1;
    if (event.key === "ArrowRight") step(onward);
    if (event.key === "ArrowLeft") step(-onward);
  });
}
