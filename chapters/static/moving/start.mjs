/** On a page: find the figures that move, and load what moves each. */

import { connect } from "./figure.mjs";

for (const figure of document.querySelectorAll(".moving[data-moving]")) {
  connect(figure, await import(`./${figure.dataset.moving}.mjs`));
}
