/** One GRU unit, one step: where the candidate comes to lie, and how far the state goes towards it. */

import { circle, drawing, line, number, scale, text } from "./svg.mjs";

export const controls = [
  { name: "h_prev", label: "state before, h\u209c\u208b\u2081", min: -1, max: 1, step: 0.05, value: 0.8 },
  { name: "x", label: "input x", min: -1, max: 1, step: 0.05, value: -0.3 },
  { name: "r", label: "reset gate r", min: 0, max: 1, step: 0.05, value: 1 },
  { name: "u", label: "update gate u", min: 0, max: 1, step: 0.05, value: 0.5 },
];

/** The candidate tanh(3x + 2 r h), as in the section on the reset gate, and the new state. */
export function compute({ h_prev, x, r, u }) {
  const candidate = Math.tanh(3 * x + 2 * r * h_prev);
  return { candidate, h: u * h_prev + (1 - u) * candidate };
}

export function draw(values) {
  const { candidate, h } = compute(values);
  const at = scale(-1, 1, 60, 580);
  const marker = (value, y, colour) => [
    line(at(value), y, at(value), 110, { class: `${colour} dashed` }),
    circle(at(value), 110, 7, { class: `${colour} filled` }),
  ];
  const name = (value, y, colour, label) =>
    text(at(value), y, `${label} ${number(value)}`, { "text-anchor": "middle", class: `${colour} letters` });
  return drawing(
    206,
    line(60, 110, 580, 110, { class: "axis" }),
    [-1, -0.5, 0, 0.5, 1].map((tick) => [
      line(at(tick), 104, at(tick), 116, { class: "axis" }),
      text(at(tick), 134, number(tick, 1), { "text-anchor": "middle", class: "tick" }),
    ]).flat(),
    line(at(values.h_prev), 110, at(h), 110, { class: "green thick" }),
    marker(values.h_prev, 72, "blue"),
    marker(candidate, 36, "orange"),
    marker(h, 168, "green"),
    name(values.h_prev, 64, "blue", "state before"),
    name(candidate, 28, "orange", "candidate"),
    name(h, 188, "green", "new state"),
  );
}

export function describe(values) {
  const { candidate, h } = compute(values);
  const share = number(100 * (1 - values.u), 0);
  return (
    `The candidate is ${number(candidate)}; it has seen ${number(100 * values.r, 0)} % of the state before. The new ` +
    `state goes ${share} % of the way from ${number(values.h_prev)} to the candidate, and is ${number(h)}.`
  );
}
