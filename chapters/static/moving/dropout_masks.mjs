/** Which numbers are kept on their way up through three layers, at each step of a sequence. */

import { circle, drawing, generator, number, text } from "./svg.mjs";

export const [LAYERS, UNITS, STEPS] = [3, 4, 16];

export const controls = [
  { name: "keep", label: "keep probability p", min: 0.1, max: 1, step: 0.05, value: 0.75 },
  { name: "one", label: "one mask for the whole sequence", kind: "checkbox", value: false },
  { name: "seed", label: "seed of the generator", min: 1, max: 20, step: 1, value: 1 },
];

/** Zeros and ones [LAYERS][UNITS][STEPS]. */
export function compute({ keep, one, seed }) {
  const random = generator(seed);
  return Array.from({ length: LAYERS }, () =>
    Array.from({ length: UNITS }, () => {
      const drawn = Array.from({ length: STEPS }, () => +(random() < keep));
      return one ? drawn.fill(drawn[0]) : drawn;
    }),
  );
}

export function draw(values) {
  const [left, size] = [110, 31];
  const bottom = 20 + LAYERS * (UNITS * 18 + 18);
  return drawing(
    bottom + 24,
    compute(values).flatMap((layer, index) => {
      const top = bottom - (index + 1) * (UNITS * 18 + 18); // the lowest layer is the first
      return [
        text(left - 18, top + UNITS * 9 + 5, `layer ${index + 1}`, { "text-anchor": "end" }),
        layer.flatMap((unit, row) =>
          unit.map((kept, t) => circle(left + t * size + 8, top + row * 18 + 9, 6.5, { class: kept ? "blue filled" : "hollow" })),
        ),
      ].flat();
    }),
    [1, 4, 8, 12, 16].map((t) => text(left + (t - 1) * size + 8, bottom + 8, t, { "text-anchor": "middle", class: "tick" })),
    text(left - 18, bottom + 8, "step", { "text-anchor": "end", class: "tick" }),
  );
}

export function describe(values) {
  const all = compute(values).flat(2);
  const kept = all.reduce((sum, one) => sum + one, 0);
  const how = values.one ? "Each unit is there for the whole sequence or not at all" : "At each step others are dropped";
  return (
    `${how}: ${kept} of ${all.length} numbers are kept (filled), ${number((100 * kept) / all.length, 0)} %. ` +
    `What is kept is divided by ${number(values.keep)}.`
  );
}
