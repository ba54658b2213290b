/** What this browser remembers of a reader's work. It stays here: nothing of it is ever sent anywhere. */

const PREFIX = "unrolled:";
const unkept = new Map(); // what the browser did not take, being full or told to remember nothing: here until one leaves

/** @typedef {{draft?: string, changed?: string, passed?: string}} Work a draft, when it was written, when one passed */

/** @returns {Work} what is known of `chapter/exercise` */
export function read(exercise) {
  try {
    return JSON.parse(unkept.get(PREFIX + exercise) ?? localStorage.getItem(PREFIX + exercise)) ?? {};
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
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, read(name)]));
}

export function forgetAll() {
  for (const exercise of Object.keys(all())) put(exercise, {});
}

/** Call back when an exercise has passed, in this page or in another of the same browser. */
export function whenChanged(callback) {
  addEventListener("unrolled:changed", callback);
  addEventListener("storage", ({ key }) => (key === null || key.startsWith(PREFIX)) && callback());
}

/** Is everything that was written still there after the visit? */
export function lasts() {
  return unkept.size === 0;
}

function put(exercise, work) {
  const key = PREFIX + exercise;
  const before = read(exercise).passed;
  if (Object.keys(work).length) set(key, JSON.stringify(work));
  else remove(key);
  if (work.passed !== before) dispatchEvent(new Event("unrolled:changed"));
}

function set(key, text) {
  try {
    localStorage.setItem(key, text);
    unkept.delete(key);
  } catch {
    unkept.set(key, text);
  }
}

function remove(key) {
  unkept.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // where nothing is kept, nothing remains
  }
}

function keys() {
  try {
    return [...Object.keys(localStorage), ...unkept.keys()];
  } catch {
    return [...unkept.keys()];
  }
}
