// While the line is down the page says so in its language, and says when it is back.
import { phrases, say, warn } from "./page.js";
import * as reader from "./reader.js";

const FIRST = 10_000; // ms: the first connection may take its time before anybody is told

let lost = false;
let patience = Date.now() + FIRST;

// Its own sound must be there before the line is gone.
setTimeout(() => phrases().connectionSound.split(" ").forEach(reader.ahead), 3000);

function look() {
  const app = document.querySelector("[data-test-connection-state]");
  if (!app) return;
  const down = !["CONNECTED", "STATIC_CONNECTED"].includes(app.dataset.testConnectionState);
  if (!down) patience = 0;
  if (down === lost || Date.now() < patience) return;
  lost = down;
  warn(down ? phrases().connection : "");
  if (!down) return say(phrases().backAgain);
  if (!reader.speaking()) reader.sound(phrases().connectionSound.split(" "));
}

setInterval(look, 500);
