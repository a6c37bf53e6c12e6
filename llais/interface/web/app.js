// What runs first: the page speaks at once, and the line to the server opens behind it.
import * as attract from "./attract.js";
import * as connection from "./connection.js";
import * as kiosk from "./kiosk.js";
import * as leave from "./leave.js";
import * as line from "./line.js";
import * as page from "./page.js";
import * as reader from "./reader.js";
import * as styles from "./styles.js";

const OVER = "over"; // a visit ended here: see leave.js

styles.add();
page.listen();
reader.listen();
leave.listen();
connection.listen();
attract.listen();
kiosk.listen();
knowTheCard();
page.painted({ first: true });
makeUp();

/** A card's QR ends in #CODE: a part that no server sees. It is taken off the address at once. */
function knowTheCard() {
  const card = decodeURIComponent(location.hash.slice(1));
  if (!card || document.getElementById(card)) return;
  history.replaceState(null, "", location.pathname + location.search);
  if (card !== OVER) page.send("card", { fields: { card } });
}

/** What was touched before this script was there: see early.js. */
function makeUp() {
  const { touched, over } = window.llaisEarly;
  over();
  touched.filter((button) => button.isConnected).forEach((button) => button.click());
}

if ("live" in document.body.dataset) line.open();
