/** A reader's work as a file, to be taken to another browser. */
import { element } from "./elements.js";
import * as store from "./store.js";

const KIND = "unrolled progress";

export function toFile() {
  const text = JSON.stringify({ kind: KIND, exercises: store.all() }, null, 1);
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href: address, download: "unrolled-progress.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // the download has begun by then
}

/** Add what is in a file to what is here: of two drafts the later, and what has passed in either. What to say of it. */
export async function fromFile(file, known) {
  const exercises = read(await file.text());
  if (!exercises) return `${file.name} is not a file that was saved here.`;
  const names = Object.keys(exercises).filter((name) => known.includes(name));
  for (const name of names) merge(name, exercises[name]);
  return `Loaded ${names.length} ${names.length === 1 ? "exercise" : "exercises"} from ${file.name}.`;
}

function merge(name, { draft, changed, passed }) {
  const here = store.read(name);
  const first = [here.passed, text(passed)].filter(Boolean).sort()[0];
  const isLater = (text(changed) ?? "") > (here.changed ?? "");
  const kept = isLater && text(draft) !== undefined ? { draft, changed } : {};
  store.write(name, { ...kept, passed: first });
}

const text = (value) => (typeof value === "string" ? value : undefined);

function read(content) {
  try {
    const { kind, exercises } = JSON.parse(content);
    return kind === KIND && Object.values(exercises).every((one) => one && typeof one === "object") ? exercises : null;
  } catch {
    return null;
  }
}
