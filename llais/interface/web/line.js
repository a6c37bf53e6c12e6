// The line to the server: Streamlit's own websocket, spoken by the page itself. Streamlit's browser part is not loaded: it
// is 2.8 MB and 60 files, to bring a screen that the page can paint by itself.
import * as connection from "./connection.js";
import * as leave from "./leave.js";
import * as page from "./page.js";
import * as protocol from "./protocol.js";
import * as tab from "./tab.js";

const FIRST_PAUSE = 250; // ms before it is tried again; twice as long each time
const LONGEST_PAUSE = 4000;
const PATIENCE = 8000; // ms for a line to open

let socket = null;
let session = ""; // Streamlit's session, to be taken up again
let component = ""; // the bridge's id
let tries = 0;

export const begun = () => Boolean(socket);
export const up = () => socket?.readyState === WebSocket.OPEN;

/** Open the line, and keep it open. */
export function open() {
  const mine = (socket = new WebSocket(`${location.origin.replace("http", "ws")}/_stcore/stream`, ["streamlit", "none", session].filter(Boolean)));
  const late = setTimeout(() => mine.readyState === WebSocket.CONNECTING && mine.close(), PATIENCE);
  mine.binaryType = "arraybuffer";
  mine.onopen = () => {
    tries = 0;
    if (!component) mine.send(protocol.first(query()));
    connection.look();
  };
  mine.onmessage = (message) => mine === socket && hear(new Uint8Array(message.data));
  mine.onclose = () => {
    clearTimeout(late);
    if (mine === socket && !leave.going()) setTimeout(open, Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** tries++));
  };
}

/** A line that is silent may be dead, whatever the browser believes: a new one. */
export function renew() {
  const old = socket;
  open();
  old.close();
}

/** Where the tab is: the one parameter that the script reads, when it begins a visit. */
const query = () => `${new URLSearchParams({ at: tab.here() })}`;

function tell(event) {
  socket.send(protocol.touched(query(), component, JSON.stringify([{ event: "event", value: event }])));
}

function hear(message) {
  session = protocol.text(message, "new_session", "initialize", "session_id") ?? session;
  const bridge = ["delta", "new_element", "bidi_component"];
  const screen = protocol.text(message, ...bridge, "component_bytes");
  if (!screen) return;
  component = protocol.text(message, ...bridge, "component_id");
  page.arrive(JSON.parse(screen), tell);
}
