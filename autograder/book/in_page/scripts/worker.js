/**
 * Python, in a thread of its own: the page stays usable while it works, and can end it.
 *
 * Hears `{kind: "start", archive, chapter}`, then any number of `{kind: "run" | "check", id, exercise, code, drafts}`. Says
 * `{kind: "status", text}`, `{kind: "ready"}`, `{kind: "failed", message}`; for a task `{kind: "running", id}`,
 * `{kind: "output", id, text}` and `{kind: "done", id, result}`.
 */
import { loadPyodide } from "pyodide";
import runner from "./runner.py";
import { FOLDER, fetchOnce, forgetEarlier, isKept, keepWhatIsFetched } from "./files.js";
import { Printed } from "./printed.js";

let pyodide;
let notebook;
let printed;

onmessage = async ({ data }) => {
  try {
    await (data.kind === "start" ? start(data) : perform(data));
  } catch (error) {
    postMessage({ kind: "failed", message: error.message });
  }
};

async function start({ archive, chapter }) {
  const first = !(await isKept());
  say(first ? "Fetching Python, some 15 MB, this once" : "Starting Python");
  keepWhatIsFetched();
  const [program, exercises] = await Promise.all([programOfPython(), fetchOnce(archive)]);
  pyodide = await loadPyodide({
    indexURL: FOLDER,
    createPyodideModule: program,
    packages: ["numpy"],
    env: { MPLBACKEND: "agg", HOME: "/home/pyodide" },
  });
  pyodide.unpackArchive(await exercises.arrayBuffer(), "zip");
  notebook = `${chapter}/${chapter}.ipynb`;
  pyodide.runPython(`import sys; sys.path.insert(0, "${chapter}")`);
  pyodide.runPython(runner, { filename: "runner.py" });
  pyodide.runPython("import numpy, unrolled");
  for (const stream of ["setStdout", "setStderr"]) pyodide[stream]({ write: (bytes) => printed.write(bytes) });
  postMessage({ kind: "ready" });
  await forgetEarlier();
}

/** Its own loader would fetch the program as a script, which a browser keeps only if the server allows it. */
async function programOfPython() {
  const text = await (await fetchOnce(`${FOLDER}pyodide.asm.mjs`)).blob();
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return (await import(address)).default;
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function perform({ kind, id, exercise, code, drafts }) {
  printed = new Printed((text) => postMessage({ kind: "output", id, text }));
  await pyodide.loadPackagesFromImports(code, { messageCallback: () => {} });
  postMessage({ kind: "running", id });
  const work = pyodide.globals.get(kind === "check" ? "check_answer" : "run");
  const given = pyodide.toPy(drafts);
  const result = JSON.parse(work(notebook, exercise, code, given));
  printed.flush();
  postMessage({ kind: "done", id, result });
}

function say(text) {
  postMessage({ kind: "status", text });
}
