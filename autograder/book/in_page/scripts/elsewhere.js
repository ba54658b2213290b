/** Where an exercise is done that needs more than a page has. */
import { ROOT } from "./course.js";
import { element } from "./elements.js";

export function elsewhere(chapter) {
  return element(
    "p",
    { class: "elsewhere" },
    "This exercise trains with Keras, which does not run in a page. ",
    download(chapter, "Download the exercises of this chapter"),
    " and do it in the notebook.",
  );
}

export function download(chapter, text) {
  return element("a", { href: new URL(`exercises/${chapter}.zip`, ROOT).href, download: true }, text);
}
