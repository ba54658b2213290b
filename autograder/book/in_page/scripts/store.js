/** What this browser remembers of a reader's work. It stays here: nothing of it is ever sent anywhere. */

const PREFIX = "unrolled:";
const forThisVisit = new Map(); // where a browser is told to remember nothing

/** @typedef {{draft?: string, changed?: string, passed?: string}} Work a draft, when it was written, when one passed */

/** @returns {Work} what is known of `chapter/exercise` */
export function read(exercise) {
  try {
    return JSON.parse(storage().getItem(PREFIX + exercise)) ?? {};
  } catch {
    return {};
  }
}

/** @param {Work} change what of it is other than before */
export function write(exercise, change) {
  const work = { ...read(exercise), ...change };
  for (const name in work) if (work[name] === undefined) delete work[name];
  put(exercise, work);
}

/** @returns {Record<string, Work>} everything, by `chapter/exercise` */
export function all() {
  const names = keys().filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  return Object.fromEntries(names.sort().map((name) => [name, read(name)]));
}

export function forgetAll() {
  for (const exercise of Object.keys(all())) put(exercise, {});
}

/** Call back when an exercise has passed, in this page or in another of the same browser. */
export function whenChanged(callback) {
  addEventListener("unrolled:changed", callback);
  addEventListener("storage", ({ key }) => (key === null || key.startsWith(PREFIX)) && callback());
}

/** Is what is written still there after the visit? */
export function lasts() {
  return storage() !== memory;
}

function put(exercise, work) {
  const key = PREFIX + exercise;
  const before = read(exercise).passed;
  if (Object.keys(work).length) storage().setItem(key, JSON.stringify(work));
  else storage().removeItem(key);
  if (work.passed !== before) dispatchEvent(new Event("unrolled:changed"));
}

const memory = {
  getItem: (key) => forThisVisit.get(key) ?? null,
  setItem: (key, value) => forThisVisit.set(key, value),
  removeItem: (key) => forThisVisit.delete(key),
};

function storage() {
  try {
    return globalThis.localStorage ?? memory;
  } catch {
    return memory;
  }
}

function keys() {
  return lasts() ? Object.keys(localStorage) : [...forThisVisit.keys()];
}
