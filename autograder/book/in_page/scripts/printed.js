/** What code prints, passed on in pieces: no more often than one can read, and no more than one would. */
const AT_MOST = 40_000; // characters
const PAUSE = 50; // milliseconds

export class Printed {
  #decoder = new TextDecoder();
  #pass;
  #waiting = "";
  #length = 0;
  #passed = 0;

  /** @param {(text: string) => void} pass */
  constructor(pass) {
    this.#pass = pass;
  }

  /** For Python's streams: takes bytes, and says how many it took. */
  write(bytes) {
    if (this.#length <= AT_MOST) {
      const text = this.#decoder.decode(bytes, { stream: true });
      this.#length += text.length;
      this.#waiting += this.#length <= AT_MOST ? text : `${text.slice(0, AT_MOST - this.#length)}\n… and more, not shown`;
      if (performance.now() - this.#passed > PAUSE) this.flush();
    }
    return bytes.length;
  }

  flush() {
    if (this.#waiting) this.#pass(this.#waiting);
    this.#waiting = "";
    this.#passed = performance.now();
  }
}
