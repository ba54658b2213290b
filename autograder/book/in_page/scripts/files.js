/**
 * The files of Python for the browser: kept by it once they have come, from the site itself or, should that fail, from
 * the public copy of the very same files.
 */
import { version } from "pyodide";

export const FOLDER = new URL(`./python-${version}/`, import.meta.url).href;
const PUBLIC = `https://cdn.jsdelivr.net/pyodide/v${version}/full/`;
const KEPT = `unrolled-${version}`;

/** Is the greater part of Python here already? */
export async function isKept() {
  return Boolean(await (await open_())?.match(`${FOLDER}pyodide.asm.wasm`));
}

/** A file that never changes at its address: from what is kept, or fetched and kept. */
export async function fetchOnce(url, options) {
  const kept = await open_();
  const found = await kept?.match(url);
  if (found) return found;
  const answer = await fetchAnywhere(url, options);
  if (kept) await keep(kept, url, answer.clone());
  return answer;
}

async function fetchAnywhere(url, options) {
  let problem;
  const inPublic = url.startsWith(FOLDER) ? [url.replace(FOLDER, PUBLIC)] : [];
  for (const place of [url, ...inPublic]) {
    try {
      const answer = await original(place, options);
      if (answer.ok) return answer;
      problem = new Error(`${place} answers ${answer.status}`);
    } catch (error) {
      problem = new Error(`${place} cannot be reached (${error.message})`);
    }
  }
  throw problem;
}

const original = globalThis.fetch.bind(globalThis);

/** From now on, whoever fetches one of Python's files gets it from what is kept. */
export function keepWhatIsFetched() {
  globalThis.fetch = (what, options) => {
    const url = new URL(what instanceof Request ? what.url : what, import.meta.url).href;
    return url.startsWith(FOLDER) ? fetchOnce(url, options) : original(what, options);
  };
}

/** A browser keeps nothing for pages that came without encryption from another machine, or where it is told not to. */
async function open_() {
  try {
    return await globalThis.caches?.open(KEPT);
  } catch {
    return undefined;
  }
}

/** Keep an answer, and drop earlier versions of it: those at the same address but for what follows the `?`. */
async function keep(kept, url, answer) {
  try {
    await kept.delete(url, { ignoreSearch: true });
    await kept.put(url, answer);
  } catch (error) {
    console.info(`not kept for the next time: ${error.message}`);
  }
}

/** Forget the files of Pythons that came before this one. */
export async function forgetEarlier() {
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    if (name.startsWith("unrolled-") && name !== KEPT) await caches.delete(name);
  }
}
