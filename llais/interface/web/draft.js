// The draft: what is typed, tapped and recorded here, encrypted under a key that never leaves this tab. The vault keeps
// the ciphertext for a while, so that a reload, a long silence of the line or a restart of the server loses nothing.
import { token } from "./page.js";

const NAME = "llais-draft"; // in sessionStorage: the id and the key
const SENT = "llais-sent"; // in sessionStorage, after Send: the code, until it is kept
const SAVE_AFTER = 80; // ms after the last key
const TRY_AGAIN = 1000; // ms
const ANSWERS = /^(question|you|more|reach)\//; // the pages whose fields are answers
const FULL = 413;
const STILL_HERE = 60_000; // ms: while somebody is there, the vault is told so

export const able = () => Boolean(window.isSecureContext && crypto.subtle && navigator.locks);

let tab = null; // {id, key}: once there is something to save
let state = { pages: {}, hold: {}, takes: {}, gone: {} }; // all that this tab gives back to a server that knows nothing
let version = 0;
let saving = 0;
let unsaved = false;
let last = Promise.resolve();
let over = false;

const coded = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const decoded = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
const idle = () => (Number(document.body.dataset.idleVoice) || 24 * 3600) * 1000;

export const pages = () => state.pages;
export const hold = () => state.hold;
export const takes = () => state.takes;
export const gone = () => Object.keys(state.gone);
export const empty = () => !Object.keys(state.pages).length && !Object.keys(state.takes).length && !Object.entries(state.hold).some(([name, one]) => one && one !== "0" && name !== "visit");

/** What an earlier life of this tab left: its fields and takes. Nothing when it was too long ago, or in another tab. */
export async function opened() {
  const sent = sessionStorage.getItem(SENT);
  if (sent) state.hold = JSON.parse(sent);
  const stored = sessionStorage.getItem(NAME);
  if (!stored || !able()) return;
  const { id, key } = JSON.parse(stored);
  if (!(await lock(id))) return sessionStorage.removeItem(NAME); // a copy of a tab: the other one goes on
  tab = { id, key: await imported(decoded(key)) };
  const words = await patiently(() => read("words"));
  if (!words?.[0]?.bytes) return;
  const found = JSON.parse(new TextDecoder().decode(words[0].bytes));
  if (Date.now() - found.at > idle()) return destroyed();
  state = { pages: { ...found.pages, ...state.pages }, hold: { ...found.hold, ...state.hold }, takes: { ...found.takes, ...state.takes }, gone: { ...found.gone, ...state.gone } };
}

async function patiently(work) {
  for (let attempt = 0; attempt < 10; attempt++) {
    const done = await work().catch(() => null);
    if (done) return done;
    await new Promise((tick) => setTimeout(tick, TRY_AGAIN));
  }
  return null;
}

/** The tab holds the lock as long as it lives. A reload may still be letting go of it. */
async function lock(id) {
  for (let attempt = 0; attempt < 10; attempt++) {
    const held = await new Promise((told) => {
      navigator.locks.request(`draft ${id}`, { ifAvailable: true }, (got) => {
        told(Boolean(got));
        return got && new Promise(() => {});
      });
    });
    if (held) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}

const imported = (bytes) => crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);

let beginning = null;
const begun = () => (beginning ??= tab ? Promise.resolve(tab) : begin());

async function begin() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const id = coded(crypto.getRandomValues(new Uint8Array(24))).replace(/\+/g, "-").replace(/\//g, "_");
  sessionStorage.setItem(NAME, JSON.stringify({ id, key: coded(bytes) }));
  await lock(id);
  return (tab = { id, key: await imported(bytes) });
}

/** What stands in a page's fields. */
export function note(place, fields) {
  const some = state.pages[place] || Object.values(fields).some(Boolean);
  if (over || !some || !ANSWERS.test(place) || same(state.pages[place], fields)) return;
  state.pages[place] = fields;
  save();
}

/** What the server asks this tab to hold for it. After a Send the rest is forgotten. */
export function keep(held) {
  if (over || same(state.hold, held)) return;
  const sent = Number(held.sends) > Number(state.hold.sends ?? 0);
  state.hold = held;
  if (sent || held.sent) return drop(held);
  sessionStorage.removeItem(SENT);
  if (!empty()) save();
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** All was sent: the draft is gone; only the code stays, in this tab, until it is kept. */
async function drop(held) {
  state.pages = {};
  state.takes = {};
  state.gone = {};
  if (held.sent) sessionStorage.setItem(SENT, JSON.stringify(held));
  await destroyed();
  if (!held.sent && held.back) save();
}

function save() {
  if (!able() || over || state.hold.sent) return;
  unsaved = true;
  clearTimeout(saving);
  saving = setTimeout(write, SAVE_AFTER);
}

/** Now, if there is something to save: somebody leaves the page. */
export const flush = () => unsaved && write();

async function write() {
  clearTimeout(saving);
  const mine = (version = Math.max(version + 1, Date.now()));
  const words = JSON.stringify({ ...state, at: Date.now() });
  const done = await put("words", 0, mine, new TextEncoder().encode(words)).catch(() => false);
  if (mine !== version || over) return;
  unsaved = !done;
  if (!done) saving = setTimeout(write, TRY_AGAIN);
}

async function put(name, number, edition, bytes) {
  const { id, key } = await begun();
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: mark(name, number) }, key, bytes));
  const body = new Uint8Array([...nonce, ...cipher]);
  if (over || ended(name)) return true;
  const request = fetch(`/draft/${name}/${number}?version=${edition}`, { method: "PUT", body, headers: headers(id), keepalive: body.length < 50_000 });
  last = Promise.allSettled([last, request]);
  const answer = await request;
  return answer.ok || answer.status === FULL; // where there is no room, trying again makes none
}

/** All was sent, or the take was deleted: it is not to be kept any more. */
const ended = (name) => (name === "words" ? state.hold.sent : !Object.values(state.takes).some((one) => [one.done?.take, one.making?.take].includes(name)));

const mark = (name, number) => new TextEncoder().encode(`${name}/${number}`);
const headers = (id) => ({ "x-llais-draft": id, "x-llais-visit": token() });

async function read(name) {
  const { id, key } = tab;
  const answer = await fetch(`/draft/${name}`, { headers: headers(id) });
  if (!answer.ok) throw new Error(String(answer.status));
  const parts = await answer.json();
  return Promise.all(parts.map(async ([number, text]) => {
    const sealed = decoded(text);
    const what = { name: "AES-GCM", iv: sealed.slice(0, 12), additionalData: mark(name, number) };
    return { number, bytes: await crypto.subtle.decrypt(what, key, sealed.slice(12)).catch(() => null) };
  }));
}

/** A recording begins. What was recorded before counts until this one is whole. */
export function begins(question, take, type) {
  if (over) return;
  state.takes[question] = { ...state.takes[question], making: { take, type } };
  save();
}

/** It is whole, and stands in place of the one before. */
export function whole(question, made) {
  if (over) return;
  const { done, making } = state.takes[question] ?? {};
  state.takes[question] = { done: made };
  delete state.gone[question];
  for (const one of [done, making]) if (one && one.take !== made.take) destroy(one.take);
  save();
}

/** Nothing came of it, or it was deleted. */
export function unmade(question, { all = false } = {}) {
  const { done, making } = state.takes[question] ?? {};
  if (making) destroy(making.take);
  if (all && done) destroy(done.take);
  if (done && !all) state.takes[question] = { done };
  else delete state.takes[question];
  if (all) state.gone[question] = true;
  save();
}

const destroy = (name) => tab && fetch(`/draft/${name}`, { method: "DELETE", headers: headers(tab.id) }).catch(() => {});

/** A second of a recording, as it comes; tried again while the line is down. */
export async function piece(name, number, blob) {
  if (!able() || over) return;
  const bytes = await blob.arrayBuffer();
  for (let attempt = 0; attempt < 60 && !over; attempt++) {
    if (await put(name, number, 1, bytes).catch(() => false)) return;
    await new Promise((done) => setTimeout(done, TRY_AGAIN));
  }
}

/** The pieces of a take up to the first that is missing: a sound with a hole is none. */
export async function pieces(name) {
  const parts = (tab && (await patiently(() => read(name)))) || [];
  return parts.filter((part, index) => part.bytes && part.number === index).map((part) => part.bytes);
}

async function destroyed() {
  clearTimeout(saving);
  unsaved = false;
  if (!tab) return;
  await Promise.race([last, new Promise((done) => setTimeout(done, 1000))]);
  await fetch("/draft", { method: "DELETE", headers: headers(tab.id), keepalive: true }).catch(() => {});
}

/** The visit is over: nothing is saved any more, and what was is destroyed. */
export function forget() {
  over = true;
  state = { pages: {}, hold: {}, takes: {}, gone: {} };
  sessionStorage.removeItem(NAME);
  sessionStorage.removeItem(SENT);
  return destroyed();
}

export function listen() {
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  let touched = 0;
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => (touched = Date.now()), { passive: true, capture: true });
  setInterval(() => tab && !empty() && Date.now() - touched < STILL_HERE && save(), STILL_HERE);
}
