// The desk's own parts. Private words and sound come over the websocket and stay in this page.
export const made = (tag, text = "", attributes = {}) => Object.assign(document.createElement(tag), { textContent: text, ...attributes });

export function language({ data }) {
  document.documentElement.lang = data.tag;
  document.documentElement.dir = data.direction;
}

export function identity({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("form") ?? parentElement.appendChild(made("form", "", { className: "identity" }));
  if (box.dataset.language === data.open) return;
  box.dataset.language = data.open;
  const file = made("input", "", { type: "file", id: "identity-file" });
  const passphrase = made("input", "", { type: "password", id: "identity-passphrase", autocomplete: "off" });
  const labels = [made("label", data.file, { htmlFor: file.id }), made("label", data.passphrase, { htmlFor: passphrase.id })];
  box.replaceChildren(style(), labels[0], file, labels[1], passphrase, made("button", data.open, { type: "submit" }));
  box.onsubmit = async (event) => {
    event.preventDefault();
    if (!file.files.length) return file.focus();
    setTriggerValue("chosen", { data: await base64(file.files[0]), passphrase: passphrase.value });
    passphrase.value = "";
  };
}

export async function base64(file, limit = 65536) {
  const bytes = new Uint8Array(await file.slice(0, limit).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

export function voice({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("form") ?? parentElement.appendChild(made("form"));
  if (box.dataset.language === data.record) return;
  box.dataset.language = data.record;
  const button = made("button", data.record, { type: "button" });
  box.replaceChildren(style(), button);
  let recorder = null;
  button.onclick = async () => {
    if (recorder) return recorder.stop();
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const pieces = [];
    const began = performance.now();
    recorder = new MediaRecorder(stream);
    recorder.ondataavailable = (event) => pieces.push(event.data);
    recorder.onstop = async () => {
      stream.getTracks().forEach((track) => track.stop());
      const blob = new Blob(pieces, { type: recorder.mimeType });
      recorder = null;
      button.textContent = data.record;
      setTriggerValue("take", { type: blob.type, data: await base64(blob, 8e6), seconds: (performance.now() - began) / 1000 });
    };
    recorder.start();
    button.textContent = data.stop;
  };
}

export function download({ data, parentElement }) {
  const box = parentElement.querySelector("form") ?? parentElement.appendChild(made("form"));
  const button = made("button", data.label, { type: "button" });
  box.replaceChildren(style(), button);
  button.onclick = () => {
    const bytes = Uint8Array.from(atob(data.data), (char) => char.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([bytes], { type: data.type }));
    made("a", "", { href: url, download: data.name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
}

export function handout({ data, parentElement }) {
  const box = parentElement.querySelector("form") ?? parentElement.appendChild(made("form"));
  const button = made("button", data.label, { type: "button" });
  box.replaceChildren(style(), button);
  button.onclick = () => {
    document.querySelectorAll("body > .handout").forEach((old) => old.remove());
    const sheet = made("div", "", { className: "handout", innerHTML: data.html });
    const only = made("style", "@page { size: A4; margin: 15mm; } .handout { display: none; } @media print { html, body { background: #fff !important; } body > :not(.handout) { display: none !important; } .handout { display: block; } }");
    sheet.append(only);
    document.body.append(sheet);
    print(); // comes back when the dialog is closed
    setTimeout(() => sheet.remove(), 1000);
  };
}

export function letter({ data, parentElement }) {
  const box = parentElement.querySelector(".letter") ?? parentElement.appendChild(made("div", "", { className: "letter" }));
  box.querySelectorAll("audio").forEach((one) => URL.revokeObjectURL(one.src));
  box.replaceChildren(style(), ...data.rows.map(section));
  return () => box.querySelectorAll("audio").forEach((one) => URL.revokeObjectURL(one.src));
}

function section(row) {
  const box = made("section");
  box.append(made("h2", row.heading));
  for (const part of row.parts) {
    if (part.label) box.append(made("p", part.label, { className: "label" }));
    box.append(made("p", part.own ?? part.said, { className: part.own === undefined ? "said" : "own" }));
  }
  for (const take of row.takes) {
    const bytes = Uint8Array.from(atob(take.data), (char) => char.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([bytes], { type: take.type }));
    const player = made("audio", "", { controls: true, src: url, preload: "metadata", ariaLabel: take.label });
    box.append(made("p", take.label, { className: "label" }), player);
  }
  return box;
}

export function style() {
  return made(
    "style",
    `section { background: #fff; border: 1px solid #c9d2de; border-radius: 12px; padding: .2rem 1rem 1rem; margin: .8rem 0; }
     h2 { font-size: 1.1rem; line-height: 1.35; } p { margin: .3rem 0; } .label { color: #35445f; font-size: .95rem; }
     .said { font-weight: 700; } .own { white-space: pre-wrap; border-inline-start: 4px solid #1d3557; padding-inline-start: .8rem; overflow-wrap: anywhere; }
     audio { width: 100%; } form { display: grid; gap: .4rem; max-width: 28rem; } label { font-weight: 600; margin-top: .5rem; }
     input { font: inherit; padding: .6rem; border: 2px solid #5a6b85; border-radius: 8px; background: #fff; }
     button { font: inherit; font-weight: 700; min-height: 48px; margin-top: .6rem; background: #1d3557; color: #fff; border: 0; border-radius: 8px; }
     :focus-visible { outline: 4px solid #16243f; outline-offset: 2px; }`,
  );
}
