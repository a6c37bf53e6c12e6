// Put into every page before its own scripts: notes, in ms since the navigation began, when the words are painted, when
// the page can be used, and when sound begins after Listen. WANT is filled in: heading, ready, listen.
(() => {
  const AGAIN = 1000; // ms
  const want = WANT;
  const seen = (window.__seen = { words: 0, interactive: 0, touched: 0, sound: 0, faults: [] });
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function (...given) {
    this.addEventListener("playing", () => (seen.sound ||= performance.now()), { once: true });
    return play.apply(this, given);
  };
  addEventListener("error", (event) => seen.faults.push(String(event.message)));

  const heading = () => [...document.querySelectorAll("h1")].find((one) => one.textContent.includes(want.heading) && one.checkVisibility());
  let painted = 0;
  let looked = false;
  let next = 0;
  let tell;
  window.__done = new Promise((done) => (tell = done));
  const all = () => seen.words && seen.interactive && (!want.listen || seen.sound);

  function look() {
    if (!seen.words && heading()) seen.words = looked ? performance.now() : painted;
    looked = true;
    if (!seen.interactive && document.querySelector(want.ready)) seen.interactive = performance.now();
    if (want.listen && seen.words && performance.now() > next) touch();
    if (all()) tell(seen);
    else requestAnimationFrame(look);
  }

  /** As soon as the words are there; again after a while, as people do, if nothing is heard. */
  function touch() {
    const button = document.querySelector(want.listen);
    if (!button) return;
    next = performance.now() + AGAIN;
    seen.touched ||= performance.now();
    if (button.matches("audio")) button.play();
    else button.click();
  }

  /** Touch a button and wait for another heading: ms until it stands in the page, and until it is painted. */
  window.__go = (selector) =>
    new Promise((done) => {
      const before = document.querySelector("h1").textContent;
      const began = performance.now();
      const watch = new MutationObserver(() => {
        const now = document.querySelector("h1")?.textContent;
        if (!now || now === before) return;
        watch.disconnect();
        const there = performance.now() - began;
        requestAnimationFrame(() => setTimeout(() => done([there, performance.now() - began])));
      });
      watch.observe(document, { subtree: true, childList: true, characterData: true });
      document.querySelector(selector).click();
    });

  // Before anything is painted nothing is looked at: looking would keep the page from its work. What stands there with the
  // first paint was painted with it.
  new PerformanceObserver((list, watch) => {
    const first = list.getEntriesByName("first-contentful-paint")[0];
    if (!first) return;
    watch.disconnect();
    painted = first.startTime;
    look();
  }).observe({ type: "paint", buffered: true });
})();
