// The studio's own parts: the sentence with today's clip, a recorder, a file to choose, and a player that lights the words.
import { base64, made, style } from "./desk.js";
import * as words from "./words.js";

const MOST = 8e6; // bytes of a file that is sent: minutes of sound
const LOOK = `.sentence { font-size: 1.6rem; line-height: 1.35; margin: .6rem 0; } .card { display: grid; grid-template-columns: auto 1fr; gap: 1rem; align-items: center; }
  .card svg { width: 5rem; height: 5rem; fill: #1d3557; } .said { font-weight: 400; } .problem { border: 3px solid #8c1c13; border-radius: 8px; padding: .5rem .8rem; }
  [type=file] { position: absolute; width: 1px; height: 1px; opacity: 0; }
  .chooser { border: 2px solid #1d3557; border-radius: 8px; padding: .6rem; min-height: 48px; text-align: center; cursor: pointer; }
  :focus-visible + .chooser { outline: 4px solid #16243f; outline-offset: 2px; }
  .time { font-variant-numeric: tabular-nums; font-weight: 700; margin-inline-start: .8rem; } ::highlight(spoken) { background-color: #16243f; color: #fff; }`;

/** A sentence as families see it, and its sound with the words lit. */
export function sentence({ data, parentElement }) {
  const box = parentElement.querySelector("section") ?? parentElement.appendChild(made("section"));
  if (box.dataset.shown === data.id) return;
  box.dataset.shown = data.id;
  forget(box);
  const text = made("p", data.text, { className: "sentence", lang: data.language });
  const card = made("div", "", { className: "card" });
  if (data.picture) card.append(made("span", "", { innerHTML: data.picture }));
  card.append(text);
  box.replaceChildren(style(), made("style", LOOK), card);
  if (data.spoken) box.append(made("p", data.spoken, { className: "label" }));
  box.append(made("p", data.label, { className: "label" }));
  if (data.sound) box.append(player(data, text));
  return () => forget(box);
}

function forget(box) {
  words.stop();
  box.querySelectorAll("audio").forEach((one) => URL.revokeObjectURL(one.src));
}

function player(data, text) {
  const bytes = Uint8Array.from(atob(data.sound), (char) => char.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: "audio/mpeg" }));
  const sound = made("audio", "", { controls: true, src: url, ariaLabel: data.label });
  sound.onplay = () => words.follow(text, sound, data.words);
  sound.onpause = sound.onended = () => words.stop();
  return sound;
}

/** Record, or choose a file: what comes of it goes to the server as it is. */
export function recorder({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("form") ?? parentElement.appendChild(made("form"));
  if (box.dataset.shown === data.id) return;
  box.dataset.shown = data.id;
  const problem = made("p", "", { className: "problem", role: "alert", hidden: true });
  const say = (text) => Object.assign(problem, { textContent: text, hidden: !text });
  const send = async (blob) => {
    if (blob.size > MOST) return say(data.too_large);
    say("");
    setTriggerValue("take", { data: await base64(blob, MOST) });
  };
  box.replaceChildren(style(), made("style", LOOK), button(data, send, say), ...chooser(data, send), problem);
}

function button(data, send, say) {
  const one = made("button", data.record, { type: "button" });
  const time = made("span", "", { className: "time" });
  let running = null;
  one.onclick = async () => {
    if (running) return running.stop();
    const stream = await navigator.mediaDevices?.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false } }).catch(() => null);
    if (!stream) return say(data.no_microphone);
    const pieces = [];
    const began = performance.now();
    running = new MediaRecorder(stream, { audioBitsPerSecond: 128_000 });
    const clock = setInterval(() => (time.textContent = `${Math.floor((performance.now() - began) / 1000)} s`), 200);
    running.ondataavailable = (event) => pieces.push(event.data);
    running.onstop = () => {
      clearInterval(clock);
      stream.getTracks().forEach((track) => track.stop());
      one.firstChild.textContent = data.record;
      time.textContent = "";
      running = null;
      send(new Blob(pieces));
    };
    running.start();
    one.firstChild.textContent = data.stop;
  };
  one.append(time);
  return one;
}

function chooser(data, send) {
  const file = made("input", "", { type: "file", id: "studio-file", accept: data.kinds });
  file.onchange = () => file.files.length && send(file.files[0]);
  return [file, made("label", data.file, { htmlFor: file.id, className: "chooser" })];
}
