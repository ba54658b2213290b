/**
 * What is wider than the page can be scrolled with the keyboard. The theme sees to it for some of it, and not for what was
 * folded when the page came.
 */
const WIDE = ".bd-article :is(pre, .output, .drawing, figure.drawn, table, div:has(> table), .katex-display)";

const isScrolled = (element) =>
  element.scrollWidth > element.clientWidth && ["auto", "scroll"].includes(getComputedStyle(element).overflowX);

export function letKeysScroll() {
  for (const element of document.querySelectorAll(WIDE)) {
    if (isScrolled(element)) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  }
}

let waiting;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(letKeysScroll, 400); // the theme waits for 300 ms
}

addEventListener("load", soon);
addEventListener("resize", soon);
document.addEventListener("toggle", soon, true); // a fold that opens; the event does not bubble
