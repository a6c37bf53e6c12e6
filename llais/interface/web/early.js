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
  window.llais.fit();
})();
