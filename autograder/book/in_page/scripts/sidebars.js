/** A sidebar that lay over the page gives the focus back to the button that opened it: the theme has lost it by then. */
for (const side of ["primary", "secondary"]) {
  const button = document.querySelector(`.${side}-toggle`);
  const sidebar = document.getElementById(`pst-${side}-sidebar-modal`);
  sidebar?.addEventListener("close", () => setTimeout(() => button?.focus())); // after the theme has had its say
}
