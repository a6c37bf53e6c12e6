// What Streamlit calls after each run: the screen to show, and the way back for what is touched.
import * as page from "./page.js";

export function bridge(component) {
  page.arrive(component.data, (event) => component.setTriggerValue("event", event));
}
