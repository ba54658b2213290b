/** What came of a run or a check, below the editor. What code printed is text, whatever it looks like. */
import { download } from "./elsewhere.js";
import { element } from "./elements.js";

export class Result {
  #chapter;
  #printed = element("pre", { class: "exercise-printed", tabindex: 0, "aria-label": "What your code printed" });
  #drawn = element("div", { class: "exercise-drawn" });
  #said = element("div", { class: "exercise-said", "aria-live": "polite" });

  constructor(chapter) {
    this.#chapter = chapter;
    this.element = element("div", { class: "exercise-result" }, this.#printed, this.#drawn, this.#said);
    this.clear();
  }

  clear() {
    for (const part of [this.#printed, this.#drawn, this.#said]) part.replaceChildren();
    this.#printed.hidden = true;
  }

  print(text) {
    this.#printed.hidden = false;
    this.#printed.append(text);
  }

  /** @param {{png: string, title: string}} figure */
  draw({ png, title }) {
    const alt = title ? `A figure that your code drew: ${title}` : "A figure that your code drew";
    this.#drawn.append(element("img", { src: `data:image/png;base64,${png}`, alt }));
  }

  /** The verdict as it is shown in a notebook. Python has been the reader's to change: nothing in it may act. */
  async verdict(html) {
    const { default: purify } = await import("dompurify");
    const clean = purify.sanitize(html, { FORBID_TAGS: ["form", "input", "button"], RETURN_DOM_FRAGMENT: true });
    this.#said.replaceChildren(clean);
  }

  error(traceback, missing) {
    if (missing) {
      const notebook = download(this.#chapter, "in the notebook");
      this.#message(`${missing} is imported here, and does not run in a page; `, notebook, " it does.");
    } else {
      this.#said.append(element("pre", { class: "exercise-error" }, traceback));
    }
  }

  stopped(why) {
    this.#message(why);
  }

  cannotLoad(why) {
    this.#message(
      element("strong", {}, "Python could not be loaded into this page. "),
      "Press the button to try again, or ",
      download(this.#chapter, "download the exercises of this chapter"),
      ` and do them in the notebook: the checks there are the same. (${why})`,
    );
  }

  #message(...parts) {
    this.#said.append(element("p", { class: "exercise-message" }, ...parts));
  }
}
