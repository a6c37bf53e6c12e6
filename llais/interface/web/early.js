// Before the first paint, so it stands in the page itself: this tab's settings, if its visit is not long over.
(() => {
  const root = document.documentElement;
  const kept = JSON.parse(sessionStorage.getItem("llais-settings") ?? "null");
  const over = kept && Date.now() - kept.at > (Number(document.body.dataset.idleVoice) || 86400) * 1000;
  if (over) sessionStorage.removeItem("llais-settings");
  else Object.assign(root.dataset, kept?.chosen);
  // In rem: on a narrower screen things stand one under the other.
  const room = () => (root.dataset.spacing === "wide" ? 19 : 17) * parseFloat(getComputedStyle(root).fontSize);
  window.llais = { fit: () => root.toggleAttribute("data-tight", innerWidth < room()) };
  // What nobody changed has room on 17 rem of 112.5 % below 700 px, of 150 % above: to measure would cost the first paint 20 ms.
  const roomy = matchMedia("(min-width: 19.2em) and (max-width: 699px), (min-width: 25.6em)").matches;
  if (kept || !roomy) window.llais.fit();
})();

// And before any other script: a touch that comes before llais.js is there is not lost. Listen speaks at
// once, with the page's own first sound, which is fetched meanwhile; every other button is touched when somebody hears it.
(() => {
  // In ms: how long the other script waits for a sound that somebody asked for.
  const LONGEST = 1000;
  const early = (window.llaisEarly = { touched: [], player: null, over: () => removeEventListener("click", listen, true) });
  // Settles when the sound that was asked for is heard, or cannot be.
  let begun = null;
  const spoken = (one) => one.checkVisibility() && one.tagName !== "DIALOG" && !one.closest(".listen");
  const first = () => [...document.querySelectorAll("#page [data-say]")].find(spoken)?.dataset.say ?? "";

  /** On a kiosk the server is the same machine: there is nothing to be early for. */
  function prepare() {
    if (document.body.dataset.place === "web") player(first());
  }

  /** Its sound is fetched at once. */
  function player(sounds) {
    const [url] = sounds.split(" ");
    if (url && !early.player?.src.endsWith(url)) early.player = new Audio(url);
    return early.player;
  }

  function listen(event) {
    const button = event.target.closest("button[type=button]");
    // A hard word's needs no script.
    if (!button || button.hasAttribute("popovertarget")) return;
    early.touched = [...early.touched.filter((one) => one !== button), button];
    const sounds = button.dataset.play ?? (button.dataset.player === "listen" ? first() : "");
    if (!sounds) return;
    early.player?.pause();
    begun = player(sounds).play().catch(() => {});
  }

  /** llais.js comes after the words are painted, and after a sound that was asked for: to fetch and read it would take the
   * processor from them. */
  async function load() {
    await (begun && Promise.race([begun, new Promise((over) => setTimeout(over, LONGEST))]));
    document.head.append(Object.assign(document.createElement("script"), { type: "module", src: document.body.dataset.script }));
  }

  function whenPainted(go) {
    if (!window.PerformanceObserver?.supportedEntryTypes?.includes("paint")) return addEventListener("DOMContentLoaded", go);
    return new PerformanceObserver((list, watch) => {
      if (!list.getEntriesByName("first-contentful-paint").length) return;
      watch.disconnect();
      setTimeout(go);
    }).observe({ type: "paint", buffered: true });
  }

  addEventListener("click", listen, true);
  whenPainted(() => {
    prepare();
    load();
  });
})();
