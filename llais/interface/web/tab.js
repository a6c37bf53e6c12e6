// The tab's address: a page's path is pushed when the page is shown.
export const here = () => location.pathname + location.search;

export function go(url, { instead = false } = {}) {
  if (here() !== url) history[instead ? "replaceState" : "pushState"](null, "", url);
}

/** A new document at an address of which only the fragment may be new. */
export function anew(url) {
  history.replaceState(null, "", url);
  location.reload();
}

/** Call back when a person goes Back or Forward. */
export function moved(callback) {
  addEventListener("popstate", () => callback(here()));
}

/** To the first of this document's entries, so that Back and Forward find none of the others as they were. */
export async function rewind() {
  const entries = window.navigation?.entries?.() ?? [];
  const first = entries.find((entry) => entry.sameDocument);
  const steps = first ? first.index - window.navigation.currentEntry.index : 0;
  if (!steps) return;
  await new Promise((done) => {
    addEventListener("popstate", done, { once: true, capture: true });
    history.go(steps);
    setTimeout(done, 500);
  });
}
