// The word that is being spoken, lit inside its sentence: as a highlight of the browser's own, which leaves the page as it is.
// A browser without such highlights lights the sentence alone.
const NAME = "spoken";
const able = () => Boolean(window.CSS?.highlights && window.Highlight);

let frame = 0;

/** Light the words of an element while a player plays its one clip. `starts`: when each word begins, in ms of the clip. */
export function follow(element, player, starts = times(element)) {
  stop();
  const ranges = able() && starts.length ? spans(element) : [];
  if (ranges.length !== starts.length || !ranges.length) return;
  let lit = -1;
  const look = () => {
    frame = requestAnimationFrame(look);
    const now = starts.findLastIndex((start) => start <= player.currentTime * 1000);
    if (now === lit) return;
    lit = now;
    if (now < 0) CSS.highlights.delete(NAME);
    else CSS.highlights.set(NAME, new Highlight(ranges[now]));
  };
  look();
}

export function stop() {
  cancelAnimationFrame(frame);
  if (able()) CSS.highlights.delete(NAME);
}

const times = (element) => (element?.dataset.words ?? "").split(" ").filter(Boolean).map(Number);

/** A range for each word of the text, whatever marks and links stand in it. */
function spans(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let length = 0;
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, from: length });
    length += walker.currentNode.length;
  }
  const place = (at, end) => nodes.findLast(({ from }) => (end ? from < at : from <= at));
  return [...element.textContent.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const range = document.createRange();
    const [first, last] = [place(index, false), place(index + word.length, true)];
    range.setStart(first.node, index - first.from);
    range.setEnd(last.node, index + word.length - last.from);
    return range;
  });
}
