// Events on their way to the server: told one after the other, and told again until they were heard.
import * as connection from "./connection.js";

const SILENCE = 8000; // ms without an answer, after which the line is taken for dead

let report = null; // how an event reaches the server; null until the server has answered
let events = []; // not heard yet, the oldest first
let told = 0; // the number of the last one that was told
let number = 0;
let held = true; // until what an earlier life of this tab left is given back
let since = 0;

let restored = () => {};

export const ready = () => Boolean(report) && !held && !events.some((one) => one.do === "restore");

const ASIDE = ["hello", "read", "card", "restore"]; // the server keeps no page's fields with these: family._aside

/** Put an event in. */
export function post(event) {
  events = events.filter((one) => one.do !== "hello" && (one.do !== "save" || ASIDE.includes(event.do))); // this one does as well
  events.push({ ...event, at: ++number });
  tell();
}

/** A screen came: what was heard is done with. */
export function heard(last, reporter) {
  report = reporter;
  events = events.filter((one) => one.at > last);
  if (!events.some((one) => one.do === "restore")) restored();
  tell();
}

/** The server is a new one: it gets what brings it up to date, then all that was not heard. Resolves when it has the first. */
export function anew(first) {
  events = [first, ...events.filter((one) => one.do !== "restore")].map((one) => ({ ...one, at: ++number }));
  told = 0;
  const done = new Promise((heard) => (restored = heard));
  tell();
  return done;
}

/** Until `release` nothing is told but what brings the server up to date. */
export function hold() {
  held = true;
}

export function release() {
  held = false;
  tell();
}

/** The visit is over: nothing of it is told any more. */
export function shut() {
  events = [];
  report = null;
  held = true;
}

/** The line is back: what was told into the void is told again; and it is asked whether the server is still the same. */
export function reconnected({ first }) {
  if (first) return tell();
  told = 0;
  if (!report) return;
  if (events.length) tell();
  else if (!held) post({ do: "hello", fields: {} });
}

function tell() {
  const next = events[0];
  if (!report || !next || next.at <= told || !connection.up() || (held && next.do !== "restore")) return;
  told = next.at;
  since = Date.now();
  report(next);
}

/** Whether the server has been silent for so long that the line must be dead, whatever the browser believes. */
export const silent = () => Boolean(events.length && told === events[0].at && Date.now() - since > SILENCE);
