/** SVG as text, so that the same lines draw in a browser and, for the still image of a page, without one. */

export const WIDTH = 640;

const escaped = (words) => String(words).replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const rounded = (value) => (typeof value === "number" ? +value.toFixed(2) : value);

function element(name, attributes, inside = "") {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(rounded(value))}"`);
  return `<${name}${written.join("")}>${inside}</${name}>`;
}

/** The whole drawing; what it shows is said in words beside it, so that it needs no name of its own. */
export const drawing = (height, ...parts) =>
  element("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height, "aria-hidden": "true" }, parts.flat().join(""));

export const text = (x, y, words, attributes = {}) => element("text", { x, y, ...attributes }, escaped(words));
export const rect = (x, y, width, height, attributes = {}) => element("rect", { x, y, width, height, ...attributes });
export const circle = (cx, cy, r, attributes = {}) => element("circle", { cx, cy, r, ...attributes });

export const polyline = (points, attributes = {}) =>
  element("polyline", { points: points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(" "), fill: "none", ...attributes });

export const line = (x1, y1, x2, y2, attributes = {}) => element("line", { x1, y1, x2, y2, ...attributes });

/** A function that takes [from, to] to [start, end]. */
export const scale = (from, to, start, end) => (value) => start + ((value - from) / (to - from)) * (end - start);

/** A number as it is read: few digits, a true minus sign, and none before a zero. */
export const number = (value, digits = 2) => value.toFixed(digits).replace(/^-(?=0\.?0*$)/, "").replace("-", "\u2212");

const SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";
const superscript = (power) => String(power).replace("-", "\u207b").replace(/\d/g, (digit) => SUPERSCRIPTS[digit]);
export const powerOfTen = (power) => (power === 0 ? "1" : `10${superscript(power)}`);

/** A positive number of any size: as it is where it is easily read, else with a power of ten. */
export function scientific(value) {
  if (value >= 0.01 && value < 1000) return number(value);
  const [digits, power] = value.toExponential(1).split("e");
  return `${digits} \u00b7 ${powerOfTen(+power)}`;
}

/** The axis below a plot, with a tick at each of these values. */
export const axisBelow = (x, y, ticks, label) => [
  line(x(ticks[0]), y, x(ticks.at(-1)), y, { class: "axis" }),
  ticks.map((tick) => text(x(tick), y + 18, tick, { "text-anchor": "middle", class: "tick" })),
  text(x(ticks.at(-1)), y + 36, label, { "text-anchor": "end" }),
];

/** The axis at the left, with a line across the plot at each tick: pairs of a value and what is written there. */
export const axisLeft = (y, left, right, ticks, label) => [
  ticks.map(([tick, words]) => [
    line(left, y(tick), right, y(tick), { class: "grid" }),
    text(left - 8, y(tick) + 4, words, { "text-anchor": "end", class: "tick" }),
  ]),
  text(left, y(ticks.at(-1)[0]) - 12, label),
].flat(2);

/** Equal numbers for equal seeds, spread evenly over [0, 1): Mulberry32, public domain, by T. Ettinger. */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const sigmoid = (a) => 1 / (1 + Math.exp(-a));
