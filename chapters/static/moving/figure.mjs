/** A figure with its controls: as the page shows it without scripts, and how a hand moves it. */

const escaped = (words) => String(words).replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

export const startingValues = ({ controls }) => Object.fromEntries(controls.map(({ name, value }) => [name, value]));

/** The still figure: drawing, words, and controls that wait for a script. */
export function markup(name, module) {
  const values = startingValues(module);
  return (
    `<div class="moving" data-moving="${name}"><div class="drawing">${module.draw(values)}</div>` +
    `<div class="controls" hidden>${module.controls.map((one) => controlMarkup(name, one)).join("")}</div>` +
    `<p class="words" role="status">${escaped(module.describe(values))}</p></div>`
  );
}

function controlMarkup(figure, { name, label, kind = "range", min, max, step, value }) {
  if (kind === "checkbox") {
    return `<label class="check"><input type="checkbox" name="${name}"${value ? " checked" : ""}> ${escaped(label)}</label>`;
  }
  const id = `${figure}-${name}`; // without it, the words would be a label of the output, which comes first
  return (
    `<label for="${id}">${escaped(label)} <output for="${id}">${value}</output>` +
    `<input id="${id}" type="range" name="${name}" min="${min}" max="${max}" step="${step}" value="${value}"></label>`
  );
}

/** Bring a still figure to life. */
export function connect(figure, module) {
  const inputs = [...figure.querySelectorAll("input")];
  const drawing = figure.querySelector(".drawing");
  const show = () => {
    const values = Object.fromEntries(
      inputs.map((input) => [input.name, input.type === "checkbox" ? input.checked : input.valueAsNumber]),
    );
    for (const input of inputs) {
      const output = input.closest("label").querySelector("output");
      if (output) output.textContent = input.value;
    }
    drawing.innerHTML = module.draw(values);
    figure.querySelector(".words").textContent = module.describe(values);
  };
  for (const input of inputs) input.addEventListener("input", show);
  figure.querySelector(".controls").hidden = false;
  show(); // a browser may have kept what was chosen before a reload
  // On a phone a drawing is wider than its place: then the keyboard can reach it, to scroll.
  new ResizeObserver(() => {
    if (drawing.scrollWidth > drawing.clientWidth) drawing.tabIndex = 0;
    else drawing.removeAttribute("tabindex");
  }).observe(drawing);
}
