/** Where an exercise is done that needs more than a page has. */
import { chapters, ROOT } from "./course.js";
import { element } from "./elements.js";

export function elsewhere(chapter) {
  const links = Object.entries(chapters[chapter].places).map(([name, href]) => element("a", { href }, name));
  const opened = links.flatMap((link, index) => [index ? " or " : "Open it in ", link]);
  return element(
    "p",
    { class: "elsewhere" },
    "This exercise trains with Keras, which does not run in a page. ",
    ...opened,
    links.length ? ", or " : "",
    download(chapter, `${links.length ? "d" : "D"}ownload the exercises of this chapter`),
    " and do it in the notebook.",
  );
}

export function download(chapter, text) {
  return element("a", { href: new URL(`exercises/${chapter}.zip`, ROOT).href, download: true }, text);
}
