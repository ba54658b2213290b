/** A figure with its controls: as the page shows it without scripts, and how a hand moves it. */

const escaped = (words) => String(words).replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

export const startingValues = ({ controls }) => Object.fromEntries(controls.map(({ name, value }) => [name, value]));

/** The still figure: drawing, words, and controls that wait for a script. */
export function markup(name, module) {
  const values = startingValues(module);
  return (
    `<div class="moving" data-moving="${name}"><div class="drawing">${module.draw(values)}</div>` +
    `<div class="controls" hidden>${module.controls.map(controlMarkup).join("")}</div>` +
    `<p class="words" role="status">${escaped(module.describe(values))}</p></div>`
  );
}

function controlMarkup({ name, label, kind = "range", min, max, step, value }) {
  const input =
    kind === "checkbox"
      ? `<input type="checkbox" name="${name}"${value ? " checked" : ""}>`
      : `<input type="range" name="${name}" min="${min}" max="${max}" step="${step}" value="${value}">`;
  return kind === "checkbox"
    ? `<label class="check">${input} ${escaped(label)}</label>`
    : `<label>${escaped(label)} <output>${value}</output>${input}</label>`;
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
