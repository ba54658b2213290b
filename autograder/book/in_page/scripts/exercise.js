/** One exercise: the stub becomes an editor, with buttons below it and what comes of them. */
import { element } from "./elements.js";
import { CannotLoad, NoResult } from "./python.js";
import { Result } from "./result.js";
import * as store from "./store.js";

const UNKEPT =
  "Your browser does not keep this: it is full, or told to remember nothing. Before you leave, " +
  "save your work to a file: “Your progress” in the sidebar does it.";

export class Exercise {
  #name; // chapter/exercise
  #python;
  #drafts;
  #stub; // the element that shows it
  #given; // its text
  #soon;
  #editor; // from when it is asked for
  #buttons;
  #status = element("span", { class: "exercise-status", role: "status" });
  #result;

  /**
   * @param {HTMLElement} frame
   * @param {string} name `chapter/exercise`
   * @param {import("./python.js").Python} python
   * @param {() => Record<string, string>} drafts the reader's answers in this chapter
   */
  constructor(frame, name, python, drafts) {
    this.#name = name;
    this.#python = python;
    this.#drafts = drafts;
    this.#stub = frame.querySelector(":scope > .highlight-python");
    this.#given = this.#stub.querySelector("pre").textContent;
    this.#result = new Result(name.split("/")[0]);
    this.#buttons = {
      begin: button("Write your answer here", () => this.#edit(), "primary"),
      check: button("Check", () => this.#perform("check"), "primary"),
      run: button("Run", () => this.#perform("run")),
      stop: button("Stop", () => python.stop()),
      reset: button("Reset", () => this.#reset()),
    };
    this.#show("begin");
    this.#stub.after(
      element("div", { class: "exercise-bar" }, ...Object.values(this.#buttons), this.#status),
      this.#result.element,
    );
    frame.classList.add("in-page");
    this.#stub.classList.add("exercise-stub");
    this.#stub.addEventListener("click", ({ target }) => target.closest("button") ?? this.#edit());
    for (const near of ["pointerenter", "focusin"]) frame.addEventListener(near, editorModule, { once: true });
    if (store.read(name).draft) whenSeen(this.#stub, () => this.#open());
  }

  async #edit() {
    (await this.#open()).focus();
    this.#say("Shift+Enter checks. Tab indents; Escape, then Tab, leaves the editor.");
  }

  /** Put the editor in the place of the stub, with the draft of an earlier visit in it. */
  #open() {
    this.#editor ??= editorModule().then(({ editor }) => {
      const made = editor({
        text: store.read(this.#name).draft ?? this.#given,
        label: `Your answer to ${this.#name.split("/")[1]}`,
        changed: (text) => this.#keep(text),
        run: () => this.#perform("run"),
        check: () => this.#perform("check"),
      });
      this.#stub.replaceWith(made.dom);
      this.#show("check", "run", "reset");
      return made;
    });
    return this.#editor;
  }

  #keep(text) {
    const draft = text === this.#given ? undefined : text;
    store.write(this.#name, { draft, changed: draft && new Date().toISOString() });
    this.#warn();
    this.#soon ??= setTimeout(() => this.#python.warm(), 1000); // who writes will run it: Python is there by then
  }

  async #reset() {
    (await this.#open()).replace(this.#given);
    this.#result.clear();
    this.#say("As it was at first. Undo brings your answer back.");
  }

  async #perform(kind) {
    if (!this.#buttons.stop.hidden) return;
    const code = (await this.#open()).text();
    this.#result.clear();
    this.#show("stop");
    this.#buttons.stop.focus();
    const task = { kind, exercise: this.#name.split("/")[1], code, drafts: this.#drafts() };
    const on = { status: (text) => this.#say(`${text} …`), output: (text) => this.#result.print(text) };
    try {
      this.#tell(await this.#python.perform(task, on));
    } catch (problem) {
      if (!(problem instanceof NoResult)) throw problem;
      this.#say("");
      if (problem instanceof CannotLoad) this.#result.cannotLoad(problem.message);
      else this.#result.stopped(problem.message);
    } finally {
      this.#show("check", "run", "reset");
      this.#buttons[kind].focus();
    }
  }

  #tell({ verdict, error, missing, figures = [] }) {
    this.#say(verdict || error ? "" : "Done.");
    for (const figure of figures) this.#result.draw(figure);
    if (error) this.#result.error(error, missing);
    if (verdict) this.#result.verdict(verdict.html);
    if (verdict?.passed) store.write(this.#name, { passed: store.read(this.#name).passed ?? new Date().toISOString() });
    this.#warn();
  }

  /** Say so where what is written here is lost when the page is left. */
  #warn() {
    if (!store.lasts()) this.#say(UNKEPT);
  }

  #say(text) {
    if (this.#status.textContent !== text) this.#status.textContent = text; // or it would be read out once more
  }

  #show(...names) {
    for (const [name, one] of Object.entries(this.#buttons)) one.hidden = !names.includes(name);
  }
}

/** The editor's code is much the larger part: it comes when somebody is about to use it. */
const editorModule = () => import("./editor.js");

function button(text, onclick, kind = "plain") {
  return element("button", { type: "button", class: `exercise-button ${kind}`, onclick }, text);
}

/** Call back when the place is about to come into view. */
function whenSeen(place, callback) {
  const seen = (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    callback();
  };
  const observer = new IntersectionObserver(seen, { rootMargin: "800px" });
  observer.observe(place);
}
