/** What is left of a gradient on its way back through a single unit, h = tanh(w h + x). */

import { axisBelow, axisLeft, drawing, generator, line, number, powerOfTen, scale, scientific } from "./svg.mjs";

const STEPS = 30;
const random = generator(4);
const SAMPLE = Array.from({ length: STEPS }, () => 2 * random() - 1); // between -1 and 1
const [SMALLEST, GREATEST] = [-10, 10]; // powers of ten that are shown

export const controls = [
  { name: "w", label: "recurrent weight w", min: 0, max: 3, step: 0.05, value: 1.3 },
  { name: "size", label: "size of the inputs", min: 0, max: 2, step: 0.1, value: 0 },
];

/** The states h_1 to h_T from h_0 = 0, and the derivative of h_T by h_(T-k) for k = 0 to T. */
export function compute({ w, size }) {
  const states = [];
  for (const x of SAMPLE) states.push(Math.tanh(w * (states.at(-1) ?? 0) + size * x));
  const gradients = [1];
  for (const h of states.toReversed()) gradients.push(gradients.at(-1) * w * (1 - h * h));
  return { inputs: SAMPLE.map((x) => size * x), states, gradients };
}

export function draw(values) {
  const x = scale(0, STEPS, 64, 612);
  const y = scale(SMALLEST, GREATEST, 250, 36);
  const within = (power) => Math.min(GREATEST, Math.max(SMALLEST, power));
  const ticks = [-10, -5, 0, 5, 10].map((power) => [power, powerOfTen(power)]);
  return drawing(
    296,
    axisLeft(y, 56, 620, ticks, "what is left of the gradient (logarithmic)"),
    axisBelow(x, 250, [0, 5, 10, 15, 20, 25, 30], "steps back"),
    compute(values).gradients.map((one, k) =>
      line(x(k), y(0), x(k), y(within(Math.log10(Math.max(Math.abs(one), 1e-300)))), {
        class: Math.abs(one) > 1 ? "red bar" : "blue bar",
      }),
    ),
  );
}

export function describe(values) {
  const last = Math.abs(compute(values).gradients.at(-1));
  const left = last === 0 ? "nothing" : `${scientific(last)} times the gradient`;
  const fate = last < 0.01 ? "it vanishes" : last > 100 ? "it explodes" : "it neither vanishes nor explodes";
  return (
    `With w = ${number(values.w)} and inputs of size ${number(values.size, 1)}, ${left} is left after ${STEPS} steps ` +
    `back: ${fate}.`
  );
}
