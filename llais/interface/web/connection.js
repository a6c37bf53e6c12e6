// While the line is down the page says so in its language, and says when it is back.
import { phrases, say } from "./page.js";

let lost = false;

function look() {
  const app = document.querySelector("[data-test-connection-state]");
  if (!app) return;
  const down = !["CONNECTED", "STATIC_CONNECTED"].includes(app.dataset.testConnectionState);
  if (down === lost) return;
  lost = down;
  say("", true);
  document.getElementById("alert").hidden = true;
  if (down) say(phrases().connection, true);
  else say(phrases().backAgain);
}

setInterval(look, 500);
