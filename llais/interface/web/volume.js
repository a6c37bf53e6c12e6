// How loud: five steps within what the kiosk's own sound is set to. A new page document begins at the middle again.
const STEPS = [0.2, 0.4, 0.6, 0.8, 1];
const USUAL = 2;

let step = USUAL;
const players = new Set();

/** A player that is to be as loud as is chosen, now and while it plays. */
export function of(player) {
  player.volume = STEPS[step];
  players.add(player);
  for (const kind of ["ended", "pause", "error"]) player.addEventListener(kind, () => players.delete(player));
  player.addEventListener("play", () => players.add(player));
  return player;
}

export function show() {
  const shown = document.getElementById("volume");
  if (!shown) return;
  shown.textContent = shown.dataset.text.replace("%n", step + 1).replace("%m", STEPS.length);
}

export function change(by) {
  step = Math.min(STEPS.length - 1, Math.max(0, step + by));
  players.forEach((player) => (player.volume = STEPS[step]));
  show();
  return document.getElementById("volume").textContent;
}

/** Whether somebody changed it. */
export const changed = () => step !== USUAL;

export function reset() {
  change(USUAL - step);
}
