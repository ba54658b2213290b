/** What the two chains have read when they come to step t of a row with padding. */

import { drawing, line, rect, text } from "./svg.mjs";

export const STEPS = 8;

export const controls = [
  { name: "n", label: "length n of the row", min: 1, max: STEPS, step: 1, value: 6 },
  { name: "t", label: "step t", min: 1, max: STEPS, step: 1, value: 3 },
];

/** The steps that each chain has read, in its order, when it has taken step t; a step past the end reads nothing. */
export function compute({ n, t }) {
  if (t > n) return { forward: [], backward: [] };
  return {
    forward: Array.from({ length: t }, (_, k) => k + 1),
    backward: Array.from({ length: n - t + 1 }, (_, k) => n - k),
  };
}

export function draw({ n, t }) {
  const { forward, backward } = compute({ n, t });
  const [left, size] = [150, 58];
  const row = (top, label, read, colour) => [
    text(left - 14, top + 27, label, { "text-anchor": "end" }),
    Array.from({ length: STEPS }, (_, k) => k + 1).flatMap((step) => {
      const [x, place] = [left + (step - 1) * size, read.indexOf(step)];
      return [
        rect(x + 2, top, size - 4, 42, {
          class: place >= 0 ? `${colour} filled` : "frame",
          "fill-opacity": place >= 0 ? 0.3 : 0,
          ...(step > n ? { "stroke-dasharray": "4 4" } : {}),
        }),
        step === t ? rect(x, top - 2, size, 46, { class: "here" }) : "",
        place >= 0 ? text(x + size / 2, top + 27, ordinal(place + 1), { class: "small" }) : "",
      ];
    }),
  ].flat();
  return drawing(
    176,
    Array.from({ length: STEPS }, (_, k) =>
      text(left + k * size + size / 2, 20, k < n ? `x${"\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088"[k]}` : "padding", {
        "text-anchor": "middle",
        class: k < n ? "" : "tick",
      }),
    ),
    row(34, "forward has read", forward, "blue"),
    row(92, "backward has read", backward, "red"),
    line(left + n * size, 28, left + n * size, 140, { class: "axis dashed" }),
    text(left + n * size, 160, "end of the row", { "text-anchor": n > STEPS - 1 ? "end" : "middle", class: "tick" }),
  );
}

const ordinal = (place) => `${place}${["st", "nd", "rd"][place - 1] ?? "th"}`;

export function describe({ n, t }) {
  if (t > n) return `Step ${t} lies past the end of a row of length ${n}: there both outputs are 0, and neither chain reads it.`;
  const steps = (from, to) => (from === to ? `step ${from} alone` : `steps ${from} to ${to}, in this order`);
  return (
    `At step ${t} of ${n} the forward chain has read ${steps(1, t)}; the backward chain has read ${steps(n, t)}. ` +
    `Together they have read the whole row.`
  );
}
