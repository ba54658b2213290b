/** The page's side of Python: tasks one after the other, each of which can be stopped, and is after a while. */

const SECONDS = 20; // the slowest of the checks takes a second
const ADDRESS = new URL("./worker.js", import.meta.url);

/** Why a task has no result: Python could not be had, or the task was ended. */
export class NoResult extends Error {}

export class Python {
  #start;
  #worker;
  #ready;
  #last = Promise.resolve();
  #end = () => {};
  #hear = () => {};

  /** @param {{archive: string, chapter: string}} start the chapter's exercises as they are handed out */
  constructor(start) {
    this.#start = start;
  }

  /**
   * Do a task when those before it are done.
   * @param {{kind: "run" | "check", exercise: string, code: string, drafts: Record<string, string>}} task
   * @param {{status: (text: string) => void, output: (text: string) => void}} on
   */
  perform(task, on) {
    const done = this.#last.then(() => this.#perform(task, on));
    this.#last = done.catch(() => {});
    return done;
  }

  /** Start ahead of the first task; whether it failed is said when there is one. */
  warm() {
    this.#started().catch(() => {});
  }

  /** End the task that is being done. */
  stop() {
    this.#end("Stopped.");
  }

  #perform(task, on) {
    let limit;
    const result = new Promise((resolve, reject) => {
      this.#end = (why) => {
        this.#forget();
        reject(new NoResult(why));
      };
      this.#hear = ({ kind, text, result: found, message }) => {
        if (kind === "status") on.status(text);
        if (kind === "output") on.output(text);
        if (kind === "done") resolve(found);
        if (kind === "failed") this.#end(message);
        if (kind === "running") {
          on.status(task.kind === "check" ? "Checking" : "Running");
          const why = `Stopped after ${SECONDS} seconds: is there a loop that never ends?`;
          limit = setTimeout(() => this.#end(why), SECONDS * 1000);
        }
      };
      on.status("Starting Python");
      this.#started().then((worker) => worker.postMessage(task), reject);
    });
    return result.finally(() => {
      clearTimeout(limit);
      this.#end = () => {};
    });
  }

  /** The worker, once it is ready to work. */
  #started() {
    this.#ready ??= new Promise((resolve, reject) => {
      this.#worker = new Worker(ADDRESS, { type: "module" });
      const failed = (message) => {
        this.#forget();
        reject(new CannotLoad(message));
      };
      this.#worker.onerror = (event) => failed(event.message ?? "its script cannot be loaded");
      this.#worker.onmessage = ({ data }) => {
        if (data.kind === "ready") {
          this.#worker.onerror = () => this.#end("Python has broken off, and starts anew the next time.");
          this.#worker.onmessage = (event) => this.#hear(event.data);
          resolve(this.#worker);
        } else if (data.kind === "failed") {
          failed(data.message);
        } else {
          this.#hear(data);
        }
      };
      this.#worker.postMessage({ kind: "start", ...this.#start });
    });
    return this.#ready;
  }

  #forget() {
    this.#worker?.terminate();
    this.#worker = this.#ready = undefined;
  }
}

/** Python did not come: neither from the site nor from elsewhere, or this browser cannot run it. */
export class CannotLoad extends NoResult {}
