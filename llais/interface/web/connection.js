// While the line is down the page says so in its language, and says when it is back.
import { phrases, say } from "./page.js";
import * as reader from "./reader.js";

let lost = false;

function look() {
  const app = document.querySelector("[data-test-connection-state]");
  if (!app) return;
  const down = !["CONNECTED", "STATIC_CONNECTED"].includes(app.dataset.testConnectionState);
  if (down === lost) return;
  lost = down;
  if (!down) return say(phrases().backAgain);
  say(phrases().connection, true);
  if (!reader.speaking()) reader.sound(phrases().connectionSound.split(" "));
}

setInterval(look, 500);
