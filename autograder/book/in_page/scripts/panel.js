/** The reader's progress in the sidebar: how much of the course has passed, and how to take it along. */
import { element } from "./elements.js";
import { fromFile, toFile } from "./file.js";
import * as store from "./store.js";

export function panel(exercises, passed) {
  const summary = element("summary");
  const said = element("p", { role: "status" });
  const chosen = element("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: load });
  const count = () => (summary.textContent = `Your progress: ${passed(exercises)} of ${exercises.length}`);
  count();
  store.whenChanged(count);

  async function load() {
    const [file] = chosen.files;
    said.textContent = file ? await fromFile(file, exercises) : "";
    chosen.value = ""; // so that the same file can be chosen again
  }

  function forget() {
    if (!confirm("Forget all your answers and which of them have passed?")) return;
    store.forgetAll();
    location.reload();
  }

  const details = element(
    "details",
    {},
    summary,
    element("p", {}, "Your answers are kept in this browser and are sent nowhere. A file takes them to another."),
    element(
      "div",
      {},
      element("button", { type: "button", onclick: toFile }, "Save to a file"),
      element("button", { type: "button", onclick: () => chosen.click() }, "Load from a file"),
      element("button", { type: "button", onclick: forget }, "Forget"),
    ),
    chosen,
    said,
  );
  return element("section", { class: "exercise-progress", "aria-label": "Your progress" }, details);
}
