// The few parts of Streamlit's protocol that a page speaks, as protocol buffers. The numbers are those of streamlit 1.67.0;
// a test compares them with Streamlit's own.
export const FIELDS = {
  rerun_script: 11,
  query_string: 1,
  widget_states: 2,
  widgets: 1,
  widget_id: 1,
  json_trigger_value: 16,
  new_session: 4,
  initialize: 1,
  session_id: 6,
  delta: 5,
  new_element: 3,
  bidi_component: 59,
  component_id: 1,
  component_bytes: 12,
};

/** A message that asks for the first run. */
export const first = (query) => rerun(field("query_string", query));

/** A message that tells an event of a component. */
export function touched(query, component, event) {
  const trigger = [field("widget_id", `$$STREAMLIT_INTERNAL_KEY_${component}__events`), field("json_trigger_value", event)];
  const states = field("widget_states", field("widgets", joined(trigger)));
  return rerun(field("query_string", query), states);
}

const rerun = (...fields) => field("rerun_script", joined(fields));

/** The text of a field that lies in others, by their names from the outside in; null when it is not there. */
export function text(data, ...names) {
  for (const name of names) if (!(data = inside(data, FIELDS[name]))) return null;
  return new TextDecoder().decode(data);
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

function field(name, content) {
  const data = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return joined([varint(FIELDS[name] * 8 + 2), varint(data.length), data]);
}

function varint(number) {
  const bytes = [];
  for (; number > 127; number >>>= 7) bytes.push((number & 127) | 128);
  return [...bytes, number];
}

/** The last field of this number, of those that have a length. */
function inside(data, wanted) {
  let at = 0;
  let found = null;
  const read = () => {
    let number = 0;
    for (let place = 1; ; place *= 128) {
      const byte = data[at++];
      number += (byte & 127) * place;
      if (!(byte & 128)) return number;
    }
  };
  while (at < data.length) {
    const key = read();
    const kind = key % 8;
    const length = kind === 2 ? read() : { 1: 8, 5: 4 }[kind] ?? 0;
    if (kind === 0) read();
    if (kind === 2 && Math.floor(key / 8) === wanted) found = data.subarray(at, at + length);
    at += length;
  }
  return found;
}
