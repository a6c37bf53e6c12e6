// The first script of a page. It makes the page speak at once, and lets Streamlit take over behind it after the paint.
import * as attract from "./attract.js";
import * as connection from "./connection.js";
import * as kiosk from "./kiosk.js";
import * as leave from "./leave.js";
import * as page from "./page.js";
import * as reader from "./reader.js";

const OVER = "over"; // a visit ended here: see leave.js

rememberNothing();
page.listen();
reader.listen();
leave.listen();
connection.listen();
attract.listen();
kiosk.listen();
knowTheCard();
page.painted({ first: true });
makeUp();
reader.foresee();

/** Streamlit would write its theme, under the path of each page, where the next person finds it. We keep nothing there. */
function rememberNothing() {
  const keep = Storage.prototype.setItem;
  Storage.prototype.setItem = function (name, value) {
    if (this !== window.localStorage) keep.call(this, name, value);
  };
}

/** Streamlit's own parts are never shown, and its styles must not change how ours look when it takes over. */
function keepOurLook() {
  const foreign = (node) => node.matches?.("style, link[rel=stylesheet]") && node.media !== "not all";
  const quiet = (node) => foreign(node) && node.setAttribute("media", "not all");
  new MutationObserver((records) => records.forEach((one) => one.addedNodes.forEach(quiet))).observe(document.head, { childList: true });
}

/** A card's QR ends in #CODE: a part that no server sees. It is taken off the address at once. */
function knowTheCard() {
  const card = decodeURIComponent(location.hash.slice(1));
  if (!card || document.getElementById(card)) return;
  history.replaceState(null, "", location.pathname + location.search);
  if (card !== OVER) page.send("card", { fields: { card } });
}

function boot() {
  keepOurLook();
  // Streamlit guesses where it is served from the path; told, it asks no wrong address.
  window.__streamlit = { BACKEND_BASE_URL: location.origin };
  const [entry, ...needed] = document.body.dataset.streamlit.split(" ");
  const script = Object.assign(document.createElement("script"), { type: "module", src: entry });
  const hints = needed.map((href) => Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  document.head.append(...hints, script);
}

/** What was touched before this script was there: see early.js. */
function makeUp() {
  const { touched, over } = window.llaisEarly;
  over();
  touched.filter((button) => button.isConnected).forEach((button) => button.click());
}

/** Not a moment before the words are really there: what Streamlit loads would take the line and the processor from them. */
function afterPaint(go) {
  new PerformanceObserver((list, watch) => {
    if (!list.getEntriesByName("first-contentful-paint").length) return;
    watch.disconnect();
    setTimeout(go);
  }).observe({ type: "paint", buffered: true });
}

if (document.body.dataset.streamlit) afterPaint(boot);
