// On a shared screen: what leads out of the page or shows what a visitor must not reach is shut, as far as a page can.
const EDITING = /^[acvxz]$/i;

/** Keys with Ctrl, Alt or the system key lead out; in a text the usual ones stay. */
function leadsOut(event) {
  if (/^F\d+$/.test(event.key)) return true;
  if (event.altKey && event.ctrlKey) return false; // AltGr writes letters
  const editing = event.ctrlKey && EDITING.test(event.key) && event.target.closest?.("input, textarea");
  return (event.ctrlKey || event.metaKey || event.altKey) && !editing;
}

export function listen() {
  if (document.body.dataset.place !== "kiosk") return;
  for (const kind of ["contextmenu", "dragstart", "drop", "auxclick"]) addEventListener(kind, (event) => event.preventDefault(), true);
  addEventListener("keydown", (event) => leadsOut(event) && event.preventDefault(), true);
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false, capture: true });
}
