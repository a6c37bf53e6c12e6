// In the page itself, before any other script: a touch that comes before llais.js is there is not lost. Listen speaks at
// once, with the page's own first sound; every other button waits, and is touched when there is somebody to hear it.
(() => {
  const early = (window.llaisEarly = { touched: [], player: null, over: () => removeEventListener("click", listen, true) });
  const first = () => [...document.querySelectorAll("#page [data-say]")].find((one) => one.checkVisibility() && one.tagName !== "DIALOG" && !one.closest(".listen"))?.dataset.say;

  function listen(event) {
    const button = event.target.closest("button[type=button]");
    if (!button) return;
    early.touched = [...early.touched.filter((one) => one !== button), button];
    const sound = button.dataset.play ?? (button.dataset.player === "listen" ? first() : "");
    if (!sound) return;
    early.player?.pause();
    early.player = new Audio(sound.split(" ")[0]);
    early.player.play().catch(() => {});
  }
  addEventListener("click", listen, true);
})();
