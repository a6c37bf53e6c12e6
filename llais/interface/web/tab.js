// The tab's address is ours: a page's path is pushed when the page is shown. Streamlit would push its own beside it, and
// answer Back and Forward with a page it thinks it is on.
const push = history.pushState.bind(history);
const replace = history.replaceState.bind(history);
history.pushState = () => {};

export const here = () => location.pathname + location.search;

export function go(url, { instead = false } = {}) {
  if (here() !== url) (instead ? replace : push)(null, "", url);
}

/** A new document at an address of which only the fragment may be new. */
export function anew(url) {
  replace(null, "", url);
  location.reload();
}

/** Call back when a person goes Back or Forward. */
export function moved(callback) {
  addEventListener(
    "popstate",
    (event) => {
      event.stopImmediatePropagation();
      callback(here());
    },
    true,
  );
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
