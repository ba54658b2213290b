/** How long a memory lasts when its forget gate stands at sigmoid(forget bias). */

import { axisBelow, axisLeft, drawing, line, number, polyline, scale, sigmoid, text } from "./svg.mjs";

const STEPS = 100;
const OTHERS = [0, 1, 2]; // the forget biases that the page measures

export const controls = [{ name: "bias", label: "forget bias \u03b2", min: -2, max: 6, step: 0.25, value: 3 }];

/** The gate, what is left of the memory after each step, and after how many steps half of it is gone. */
export function compute({ bias }) {
  const f = sigmoid(bias);
  return { f, left: Array.from({ length: STEPS + 1 }, (_, t) => f ** t), half: Math.log(0.5) / Math.log(f) };
}

export function draw({ bias }) {
  const x = scale(0, STEPS, 56, 620);
  const y = scale(0, 1, 224, 36);
  const curve = (left, attributes) => polyline(left.map((share, t) => [x(t), y(share)]), attributes);
  const { left, half } = compute({ bias });
  return drawing(
    270,
    axisLeft(y, 56, 620, [[0, "0"], [0.5, "0.5"], [1, "1"]], "share of the memory that is left"),
    axisBelow(x, 224, [0, 20, 40, 60, 80, 100], "steps"),
    OTHERS.map((one) => curve(compute({ bias: one }).left, { class: "grey thin dashed" })),
    half <= STEPS ? [line(x(half), y(0.5), x(half), y(0), { class: "orange dashed" })] : [],
    half <= STEPS - 8 ? [text(x(half) + 6, y(0) - 6, "half of it is gone", { class: "orange letters" })] : [],
    curve(left, { class: "blue thick" }),
  );
}

export function describe({ bias }) {
  const { f, half, left } = compute({ bias });
  const share = left[STEPS] < 0.001 ? "less than 0.1 %" : `${number(100 * left[STEPS], 1)} %`;
  return (
    `With a forget bias of ${number(bias)} the forget gate is ${number(f, 3)}. Half of the memory is gone after ` +
    `${number(half, 1)} steps, and after ${STEPS} steps ${share} is left.`
  );
}
