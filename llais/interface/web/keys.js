// For whoever has Tab and Enter alone, as with two switches: each choice of a group is a stop of its own, and Enter takes it.
const STOPS = "a[href], button, input:not([type=hidden]), textarea";

const stops = () => [...document.querySelectorAll(STOPS)].filter((one) => !one.disabled && one.getClientRects().length);

/** The next stop in the order of the page. A browser would leave out the choices beside the one that is made. */
function next(back) {
  const here = document.activeElement;
  const where = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const there = stops().filter((one) => here.compareDocumentPosition(one) & where);
  return back ? there.at(-1) : there[0];
}

function pressed(event) {
  if (event.defaultPrevented || event.target.closest?.("dialog")) return;
  const radio = event.target.type === "radio";
  if (event.key === "Enter" && radio) {
    event.preventDefault();
    event.target.click();
  }
  if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey || document.activeElement === document.body) return;
  const to = next(event.shiftKey);
  if (to?.type !== "radio") return;
  event.preventDefault();
  to.focus();
}

export function listen() {
  document.addEventListener("keydown", pressed);
}
