// While the line is down the page says so in its language, and says when it is back.
import * as line from "./line.js";
import * as outbox from "./outbox.js";
import { phrases, say, warn } from "./page.js";
import * as reader from "./reader.js";

const FIRST = 10_000; // ms: the first connection may take its time before anybody is told

let lost = false;
let open = null; // not yet known
let patience = Date.now() + FIRST;

export const up = () => line.up();

export function look() {
  if (!line.begun()) return;
  const now = up();
  if (now) patience = 0;
  if (now && !open) outbox.reconnected({ first: open === null });
  if (now || open) open = now;
  const silent = outbox.silent();
  if (silent && now) line.renew();
  const down = !now || silent;
  if (down === lost || Date.now() < patience) return;
  lost = down;
  tell();
}

async function tell() {
  if (!lost) {
    warn("");
    return say(phrases().backAgain);
  }
  const why = await reason();
  if (!lost) return;
  warn(why);
  if (!reader.speaking()) reader.sound(phrases()[`${why}Sound`].split(" "));
}

/** No connection; or there is one, but no line is free. */
async function reason() {
  const answer = await fetch("/line").catch(() => null);
  return answer?.status === 429 ? "busy" : "connection";
}

export function listen() {
  setInterval(look, 250);
  // Its own sound must be there before the line is gone.
  setTimeout(() => phrases().connectionSound.split(" ").forEach(reader.ahead), 1000);
}
