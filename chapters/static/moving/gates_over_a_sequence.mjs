/** One LSTM unit whose gates hear two flags, `store` and `show`; the hand moves the gates' biases. */

import { drawing, number, rect, sigmoid, text } from "./svg.mjs";

const VALUES = [0.4, -1.2, 1.5, 0.7, -0.6, 1.1, -1.6, 0.3, 0.9, -0.8, -1.4, 0.5, 1.3, -0.2, -1, 0.6];
const STORE = [2, 10];
const SHOW = [6, 8, 14];
const ROWS = [
  ["value", "x"],
  ["store", "flag: store"],
  ["show", "flag: show"],
  ["i", "input gate i"],
  ["f", "forget gate f"],
  ["o", "output gate o"],
  ["c", "memory c"],
  ["h", "output h"],
];

export const PUSH = 8; // what a flag adds to the number before its gate's sigmoid, or takes from it

export const controls = [
  { name: "b_i", label: "bias of the input gate", min: -6, max: 6, step: 0.5, value: -4 },
  { name: "b_f", label: "bias of the forget gate", min: -6, max: 6, step: 0.5, value: 4 },
  { name: "b_o", label: "bias of the output gate", min: -6, max: 6, step: 0.5, value: -4 },
];

/** All rows of the figure: x, the two flags, the gates, the memory and the output at each step. */
export function compute({ b_i, b_f, b_o }) {
  let c = 0;
  return VALUES.map((value, t) => {
    const [store, show] = [+STORE.includes(t), +SHOW.includes(t)];
    const i = sigmoid(b_i + PUSH * store);
    const f = sigmoid(b_f - PUSH * store);
    const o = sigmoid(b_o + PUSH * show);
    c = f * c + i * Math.tanh(value);
    return { value, store, show, i, f, o, c, h: o * Math.tanh(c) };
  });
}

export function draw(values) {
  const [left, size, height] = [128, 32, 30];
  const steps = compute(values);
  const cell = (amount, column, row) => {
    const [x, y] = [left + column * size, 24 + row * height];
    const strength = Math.min(1, Math.abs(amount));
    const colour = amount < 0 ? "orange" : "blue";
    return [
      rect(x + 1, y + 1, size - 2, height - 2, { class: `${colour} cell`, "fill-opacity": strength * 0.75 }),
      text(x + size / 2, y + height / 2 + 4, number(amount, 1), { class: "small" }),
    ];
  };
  return drawing(
    24 + ROWS.length * height + 8,
    steps.map((_, t) => text(left + t * size + size / 2, 16, t + 1, { "text-anchor": "middle", class: "tick" })),
    text(left - 10, 16, "step", { "text-anchor": "end", class: "tick" }),
    ROWS.map(([name, label], row) => [
      text(left - 10, 24 + row * height + 20, label, { "text-anchor": "end" }),
      steps.map((step, column) => cell(step[name], column, row)).flat(),
    ]).flat(2),
  );
}

export function describe(values) {
  const steps = compute(values);
  const stored = Math.tanh(VALUES[STORE[0]]);
  const before = steps[STORE[1] - 1].c;
  return (
    `At step ${STORE[0] + 1} the flag asks the unit to store ${number(stored)}. Seven steps later, just before it is ` +
    `asked to store another value, its memory is ${number(before)}; at step ${SHOW[1] + 1}, when it is asked to show ` +
    `its memory, the output is ${number(steps[SHOW[1]].h)}.`
  );
}
