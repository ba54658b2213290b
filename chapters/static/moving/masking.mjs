/** Three rows of different lengths, and a step that adds what it reads: what the padding does to outputs and states. */

import { drawing, rect, text } from "./svg.mjs";

const INPUTS = [
  [2, 1, 3, 2, 1, 4],
  [1, 5, 9, 9, 9, 9],
  [3, 2, 2, 9, 9, 9],
];
export const STEPS = 6;

export const controls = [
  { name: "first", label: "length of row 1", min: 0, max: STEPS, step: 1, value: 6 },
  { name: "second", label: "length of row 2", min: 0, max: STEPS, step: 1, value: 2 },
  { name: "third", label: "length of row 3", min: 0, max: STEPS, step: 1, value: 3 },
  { name: "masked", label: "stop each row at its length", kind: "checkbox", value: true },
];

/** For each row its length, the inputs, the outputs and the final state; the step is `state + input`, twice returned. */
export function compute({ first, second, third, masked }) {
  return [first, second, third].map((length, b) => {
    let state = 0;
    const outputs = INPUTS[b].map((x, t) => {
      if (masked && t >= length) return 0;
      state += x;
      return state;
    });
    return { length, inputs: INPUTS[b], outputs, state };
  });
}

export function draw(values) {
  const size = 38;
  const grid = (left, row, cells, length, colour) =>
    cells.flatMap((value, t) => [
      rect(left + t * size + 1, 40 + row * 46, size - 2, 38, {
        class: t < length ? `${colour} filled` : "frame",
        "fill-opacity": t < length ? 0.25 : 0,
        ...(t < length ? {} : { "stroke-dasharray": "4 4" }),
      }),
      text(left + t * size + size / 2, 64 + row * 46, value, { "text-anchor": "middle" }),
    ]);
  return drawing(
    186,
    text(52, 24, "inputs"),
    text(300, 24, "outputs"),
    text(548, 24, "final state"),
    compute(values).flatMap(({ length, inputs, outputs, state }, row) => [
      text(44, 64 + row * 46, `row ${row + 1}`, { "text-anchor": "end" }),
      ...grid(52, row, inputs, length, "grey"),
      ...grid(300, row, outputs, length, "blue"),
      rect(549, 40 + row * 46, 72, 38, { class: "orange filled", "fill-opacity": 0.25 }),
      text(585, 64 + row * 46, state, { "text-anchor": "middle" }),
    ]),
  );
}

export function describe(values) {
  const states = compute(values).map(({ state }) => state);
  const listed = `${states[0]}, ${states[1]} and ${states[2]}`;
  return values.masked
    ? `Each row stops at its length: the final states are ${listed}, and past the end the outputs are 0.`
    : `No row stops: the padding (dashed) is added too, and the final states are ${listed}.`;
}
