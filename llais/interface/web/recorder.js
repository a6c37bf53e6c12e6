// The recorder: record, stop, hear it, again, delete. Sound goes to the server in pieces while it is made.
import * as draft from "./draft.js";
import { say, send, phrases, token } from "./page.js";
import * as reader from "./reader.js";
import * as volume from "./volume.js";

const TYPES = [
  ["audio/webm;codecs=opus", "audio/webm"],
  ["audio/mp4", "audio/mp4"],
  ["audio/ogg;codecs=opus", "audio/ogg"],
];
const PIECE = 1000; // ms
const TRIES = 5; // times a take is sent again by itself
const PAUSE = 1500; // ms between them
const takes = new Map(); // question -> {blob, seconds}: what this tab recorded, to be heard again
let current = null; // the take being made
let starting = false; // the browser is asked for the microphone
const pending = new Map(); // question -> the take that is being recorded, on its way, or could not be brought in
const SETTLE = 10_000; // ms that Send waits for takes; one that takes longer comes in behind it, and Send is touched again
let playing = null;

const box = () => document.getElementById("recorder");
const able = () => Boolean(window.isSecureContext && navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function state(name) {
  if (!box()) return;
  const held = box().contains(document.activeElement) || document.activeElement === document.body;
  box().dataset.state = name;
  for (const part of box().querySelectorAll("[data-when]:not(.picture)")) part.hidden = !part.dataset.when.split(" ").includes(name);
  if (held) box().querySelector(`[data-when~=${name}]:not([hidden]) button:not([hidden])`)?.focus();
}

function problem(key) {
  const list = document.getElementById("recorder-problem");
  if (!list) return;
  list.hidden = !key;
  for (const one of list.children) one.hidden = one.dataset.problem !== key;
  const shown = key && list.querySelector(`[data-problem="${key}"] [data-say]`);
  if (shown) reader.play([shown]);
}

/** A question's page was painted: show what there is. Returns whether a take is pending there. */
export function mount(recorded) {
  if (current && !shows(current)) drop();
  if (!box()) return false;
  const take = pending.get(box().dataset.question);
  const seconds = takes.get(box().dataset.question)?.seconds ?? Number(recorded ?? 0);
  document.getElementById("length").textContent = seconds ? clock(seconds) : "";
  quietly(() => state(take?.state ?? (seconds ? "kept" : "idle")));
  if (take?.state === "failed") problem(take.key);
  if (!able()) {
    box().querySelector("[data-record=start]").disabled = true;
    document.getElementById("recorder-problem").hidden = false;
    box().querySelector('[data-problem="error.no_recorder"]').hidden = false;
  }
  return Boolean(take);
}

function quietly(change) {
  const focused = document.activeElement;
  change();
  if (document.activeElement !== focused) focused?.focus?.();
}

async function start() {
  if (current || starting) return; // a second tap while the browser still asks for the microphone
  starting = true;
  await begin();
  starting = false;
}

async function begin() {
  reader.stop();
  problem("");
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return problem("error.microphone");
  }
  const [type, sent] = TYPES.find(([type]) => MediaRecorder.isTypeSupported(type)) ?? [];
  if (!type || !box()) return stream.getTracks().forEach((track) => track.stop());
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32000 });
  const take = crypto.randomUUID();
  const earlier = pending.get(box().dataset.question);
  const mine = (current = { earlier, recorder, stream, sent, question: box().dataset.question, take, id: take, blobs: [], began: performance.now(), number: 0, chain: Promise.resolve(), limit: Number(box().dataset.seconds) });
  mine.settled = new Promise((done) => (mine.settle = done));
  pending.set(mine.question, mine);
  recorder.ondataavailable = (event) => piece(mine, event.data);
  recorder.onstop = () => stopped();
  draft.begins(current.question, take, sent);
  recorder.start(PIECE);
  current.timer = setInterval(tick, 200);
  show(mine, "recording");
  tick();
}

const length = (take) => (performance.now() - take.began) / 1000;

function tick() {
  const time = document.getElementById("time");
  if (!current || !time) return;
  time.textContent = clock(length(current));
  if (length(current) >= current.limit) stop("error.recording_long");
}

function stop(why = "") {
  if (!current || current.seconds) return;
  current.seconds = Math.min(length(current), current.limit);
  current.why = why;
  current.recorder.stop();
}

/** One piece is always held back, so that the last can be marked as the last. */
function piece(take, data) {
  if (!take || !data.size) return;
  draft.piece(take.id, take.blobs.length, data);
  take.blobs.push(data);
  if (take.held) upload(take, take.held, false);
  take.held = data;
}

function upload(take, data, last) {
  const number = take.number++;
  const query = last ? `?last=1&seconds=${take.seconds.toFixed(1)}` : "";
  const url = `/recordings/${take.question}/${take.take}/${number}${query}`;
  take.chain = take.chain.then(() => fetch(url, { method: "POST", body: data, headers: { "x-llais-visit": token(), "content-type": take.sent } }));
  take.chain = take.chain.then((answer) => (answer.ok ? answer : refuse(answer)));
  take.chain.catch(() => {});
}

async function refuse(answer) {
  const told = await answer.json().catch(() => ({}));
  const passes = [429, 503].includes(answer.status); // too many are here just now
  throw Object.assign(new Error("refused"), { key: told.problem, passes });
}

async function stopped() {
  const take = current;
  release(take);
  current = null;
  if (take.held) await arrive(take);
  else nothing(take);
  take.settle();
}

/** Nothing was recorded: an earlier take that had not arrived counts again. */
function nothing(take) {
  const { question, earlier } = take;
  draft.unmade(question);
  pending.delete(question);
  if (earlier) {
    pending.set(question, earlier);
    draft.begins(question, earlier.id, earlier.sent);
  }
  show(earlier ?? take, earlier?.state ?? "idle");
  problem("error.recording_empty");
}

async function arrive(take) {
  show(take, "saving");
  take.blob = new Blob(take.blobs, { type: take.sent });
  upload(take, take.held, true);
  await finish(take);
}

/** Before answers are sent or put by: what is being recorded is ended, what failed is told once more. Resolves to the
 * question of a take that has still not reached the server; its recorder says so. */
export async function settled() {
  drop();
  const patience = new Promise((done) => setTimeout(done, SETTLE));
  const all = [...pending.values()].map((take) => (take.state === "failed" && !take.coming ? again(take, 0) : take.settled));
  await Promise.race([Promise.all(all), patience]);
  const [missing] = pending.values();
  if (missing) fail(missing, "error.recording_first");
  return missing?.question ?? "";
}

async function finish(take, tries = TRIES) {
  take.coming = true;
  try {
    await confirmed(take);
  } catch (failure) {
    if ((!failure.key || failure.passes) && tries) return pause().then(() => (left(take) ? (take.coming = false) : again(take, tries - 1)));
    take.coming = false;
    return left(take) || fail(take, failure.key ?? "error.recording_offline");
  }
  take.coming = false;
  if (pending.get(take.question) !== take) return; // deleted, or recorded anew
  pending.delete(take.question);
  takes.set(take.question, { blob: take.blob, seconds: take.seconds });
  draft.whole(take.question, { take: take.id, type: take.sent, seconds: take.seconds });
  show(take, "kept");
  if (shows(take)) problem(take.why);
  if (!box()) send("hello"); // the page may list it
}

/** Whether it was deleted, or recorded anew: then nothing more is told of it. */
const left = (take) => !take.beside && pending.get(take.question) !== take;

function fail(take, key) {
  take.key = key;
  show(take, "failed");
  if (shows(take)) problem(key);
}

const pause = () => new Promise((done) => setTimeout(done, PAUSE));

/** The server has all of it, bit by bit the same. */
async function confirmed(take) {
  const answer = await (await take.chain).json();
  if (answer.length !== take.blob.size || answer.sha256 !== (await digest(take.blob))) throw Object.assign(new Error(), { key: "error.recording_broken" });
}

/** The whole take once more; the browser still has it. */
function again(take, tries = TRIES) {
  Object.assign(take, { take: crypto.randomUUID(), number: 0, chain: Promise.resolve() });
  upload(take, take.blob, true);
  show(take, "saving");
  return (take.settled = finish(take, tries));
}

const shows = (take) => box()?.dataset.question === take.question && (pending.get(take.question) ?? take) === take;

/** The state of a take, shown if its question is. */
function show(take, name) {
  take.state = name;
  if (!shows(take)) return;
  const seconds = takes.get(take.question)?.seconds;
  if (seconds) document.getElementById("length").textContent = clock(seconds);
  state(name);
}

function retry() {
  const take = pending.get(box().dataset.question);
  if (!take) return state("idle");
  problem("");
  if (take.coming) show(take, "saving");
  else again(take);
}

/** A server that knows nothing gets every take back: what this page still has, or else what the draft has. */
export async function giveBack() {
  await Promise.allSettled(draft.gone().map(deleted));
  for (const [question, told] of Object.entries(draft.takes())) await one(question, told).catch(() => {});
  mount();
}

async function one(question, { done, making }) {
  const mine = pending.get(question);
  if (mine && mine !== current) return mine.state === "failed" ? again(mine) : mine.settled;
  const cut = !mine && making && (await sound(making));
  const source = cut || (takes.get(question) ? { ...done, ...takes.get(question) } : done && (await sound(done)));
  if (!source) return;
  const take = { question, id: source.take, sent: source.type, blob: source.blob, seconds: source.seconds, why: source.cut ? "error.recording_cut" : "", beside: Boolean(mine) };
  if (!mine) pending.set(question, take);
  await again(take);
}

/** A take out of the draft. One that was cut has as many seconds as pieces. */
async function sound(told) {
  const pieces = await draft.pieces(told.take);
  if (!pieces.length) return null;
  const cut = !told.seconds;
  return { ...told, blob: new Blob(pieces, { type: told.type }), seconds: told.seconds || (pieces.length * PIECE) / 1000, cut };
}

async function digest(blob) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function release(take) {
  clearInterval(take.timer);
  take.stream.getTracks().forEach((track) => track.stop());
}

const deleted = (question) => fetch(`/recordings/${question}`, { method: "DELETE", headers: { "x-llais-visit": token() } });

async function remove() {
  const question = box().dataset.question;
  const answer = await deleted(question).catch(() => null);
  if (!answer?.ok) return problem("error.general");
  takes.delete(question);
  pending.delete(question);
  draft.unmade(question, { all: true });
  problem("");
  state("idle");
  say(phrases().deleted);
}

async function hear(question) {
  if (playing) return quiet();
  const blob = pending.get(question)?.blob ?? takes.get(question)?.blob ?? (await fetched(question));
  if (!blob) return problem("error.general");
  playing = volume.of(new Audio(URL.createObjectURL(blob)));
  playing.onended = quiet;
  playing.play().catch(quiet);
}

async function fetched(question) {
  const answer = await fetch(`/recordings/${question}`, { headers: { "x-llais-visit": token() } }).catch(() => null);
  return answer?.ok ? answer.blob() : null;
}

export function quiet() {
  if (!playing) return;
  playing.pause();
  URL.revokeObjectURL(playing.src);
  playing = null;
}

export const busy = () => Boolean(current || playing);

/** The page went away while a take was being made: what there is is kept up to here. */
function drop() {
  if (current && !current.seconds) stop();
}

/** Forget every take. */
export function wipe() {
  quiet();
  if (current) release(current);
  current = null;
  pending.clear();
  takes.clear();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-record]");
  if (event.target.closest("[data-volume]")) return;
  if (!button) return quiet();
  const what = button.dataset.record;
  if (what !== "hear") quiet();
  if (what === "start") start();
  if (what === "stop") stop();
  if (what === "hear") hear(button.dataset.question ?? box().dataset.question);
  if (what === "delete") remove();
  if (what === "retry") retry();
});
// Continue while still recording: stop first, so that nothing said is lost.
document.addEventListener("submit", () => drop(), true);
