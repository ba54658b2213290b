/** What the pages know of the course: put in when the book is built. */
import course from "course.json";

/** @type {Record<string, {archive: string, places: Record<string, string>, exercises: Record<string, {here: boolean}>}>} */
export const chapters = course.chapters;

/** The root of the site, wherever it is served: this file lies two folders below it. */
export const ROOT = new URL("../../", import.meta.url);

/** How many of some exercises, `chapter/exercise`, have passed. */
export function exercisesOf(chapter) {
  return Object.keys(chapters[chapter]?.exercises ?? {}).map((name) => `${chapter}/${name}`);
}
