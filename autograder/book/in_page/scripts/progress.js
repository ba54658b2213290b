/** Which exercises have passed: beside each chapter in the sidebar, beside each exercise, and as a file to take along. */
import { chapters, exercisesOf } from "./course.js";
import { element, unseen } from "./elements.js";
import { panel } from "./panel.js";
import "./scrolling.js";
import "./sidebars.js";
import * as store from "./store.js";

const SIDEBAR = ".bd-sidebar-primary";

function passed(exercises) {
  return exercises.filter((exercise) => store.read(exercise).passed).length;
}

/** The links of the sidebar that lead to a chapter with exercises. */
function chapterLinks() {
  const links = [...document.querySelectorAll(`${SIDEBAR} nav a.reference.internal`)];
  const named = links.map((link) => [new URL(link.href, location).pathname.match(/([^/]+?)(\.html|\/)?$/)?.[1], link]);
  return named.filter(([chapter]) => chapter in chapters);
}

function showCounts() {
  for (const [chapter, link] of chapterLinks()) {
    const exercises = exercisesOf(chapter);
    const done = passed(exercises);
    const count = element("span", { class: `exercise-count${done === exercises.length ? " complete" : ""}` });
    count.append(unseen(": "), `${done}/${exercises.length}`, unseen(" exercises passed"));
    link.querySelector(".exercise-count")?.remove();
    link.append(count);
  }
}

/** A mark in the heading of each exercise that has passed, and beside its name in the list of the page's contents. */
function showMarks() {
  const chapter = document.querySelector("script[data-chapter]")?.dataset.chapter;
  for (const exercise of chapter ? exercisesOf(chapter) : []) {
    const frame = document.getElementById(`answer-${exercise.split("/")[1]}`);
    const done = Boolean(store.read(exercise).passed);
    const heading = frame?.previousElementSibling;
    heading?.querySelector(".exercise-mark")?.remove();
    if (done) heading?.querySelector(".headerlink")?.before(element("span", { class: "exercise-mark" }, "✓ passed"));
    const id = frame?.closest("section")?.id;
    for (const link of document.querySelectorAll(`a.nav-link[href="#${id}"]`)) link.classList.toggle("passed", done);
  }
}

function show() {
  showCounts();
  showMarks();
}

if (Object.keys(chapters).length) {
  show();
  store.whenChanged(show);
  document.querySelector(`${SIDEBAR} .sidebar-primary-items__start`)?.append(
    panel(Object.keys(chapters).flatMap(exercisesOf), passed),
  );
}
