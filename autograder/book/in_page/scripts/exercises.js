/** The exercises of this page: each gets what it takes to do it here, or is told where it is done. */
import { chapters, exercisesOf, ROOT } from "./course.js";
import { elsewhere } from "./elsewhere.js";
import { Exercise } from "./exercise.js";
import { Python } from "./python.js";
import * as store from "./store.js";

const { chapter } = document.querySelector("script[data-chapter]").dataset;
const { archive, exercises } = chapters[chapter];
const python = new Python({ archive: new URL(archive, ROOT).href, chapter });

/** The reader's other answers in this chapter: one may build upon another. */
function drafts() {
  const work = exercisesOf(chapter).map((exercise) => [exercise.split("/")[1], store.read(exercise).draft]);
  return Object.fromEntries(work.filter(([, draft]) => draft));
}

for (const [name, { here }] of Object.entries(exercises)) {
  const frame = document.getElementById(`answer-${name}`);
  if (frame && here) new Exercise(frame, `${chapter}/${name}`, python, drafts);
  else frame?.append(elsewhere(chapter));
}
