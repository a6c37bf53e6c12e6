// The style sheet of later screens, later.css: it comes with this script, and no other screen is painted before it.
const SHEET = ""; // web.py puts it here

export function add() {
  if (document.getElementById("later-styles")) return; // the page itself brought it
  const folder = document.body.dataset.script.replace(/[^/]*$/, "");
  const textContent = SHEET.replaceAll('url("', `url("${folder}`);
  document.head.append(Object.assign(document.createElement("style"), { id: "later-styles", textContent }));
}
