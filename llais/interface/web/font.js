// The font: fetched after the first paint, which does not wait for it, and used from the next screen on, so that no word
// jumps under anybody's eyes. On a kiosk the page itself fetches it before the paint: its server is the same machine.
const LETTERS = "a\u0175"; // one of each of the two small files

let there = false;

export function fetch() {
  document.fonts?.load('1em "Atkinson Hyperlegible Next"', LETTERS).then(() => (there = true), () => {});
}

/** Another screen is about to be painted. */
export function use() {
  if (there) document.documentElement.dataset.font = "";
}
