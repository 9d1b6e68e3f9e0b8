// Starts the small helpers. Each page works without them: they save steps, they decide nothing.
import { startCharts } from "./ld-charts.js";
import { startDesk } from "./ld-desk.js";
import { startForms } from "./ld-forms.js";
import { startKeys } from "./ld-keys.js";
import { startLines } from "./ld-lines.js";

function startMenus() {
  const menus = () => document.querySelectorAll("details.ld-menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

function startPrint() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

function startToast() {
  const toast = document.querySelector("[data-toast]");
  if (!toast) return;
  let timer;
  const start = () => (timer = setTimeout(() => toast.remove(), 6000));
  // Whoever is about to take the step back is given the time for it.
  for (const name of ["mouseenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["mouseleave", "focusout"]) toast.addEventListener(name, start);
  start();
}

startMenus();
startPrint();
startToast();
startForms(document);
startKeys();
startLines(document);
startDesk();
startCharts(document);
document.addEventListener("htmx:afterSettle", (event) => startForms(event.target.parentNode ?? document));
