// The evaluators' desk by keyboard: arrows move, digits score, Enter saves and goes on, N and D seek,
// E shows the evidence, C goes to the reason; Ctrl Z takes the last mark back.
function typing(target) {
  return target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select");
}

function cells() {
  return [...document.querySelectorAll("[data-cell]")];
}

function open(cell) {
  if (!cell) return;
  cell.focus();
  cell.click();
}

function current() {
  return document.querySelector("[data-cell][aria-current]") ?? cells()[0];
}

function beside(step) {
  const cell = current().closest("td");
  let other = step > 0 ? cell.nextElementSibling : cell.previousElementSibling;
  while (other && !other.querySelector("[data-cell]")) {
    other = step > 0 ? other.nextElementSibling : other.previousElementSibling;
  }
  open(other?.querySelector("[data-cell]"));
}

function below(step) {
  const cell = current().closest("td");
  const at = [...cell.parentNode.children].indexOf(cell);
  let row = cell.parentNode;
  do row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  while (row && !row.children[at]?.querySelector("[data-cell]"));
  open(row?.children[at].querySelector("[data-cell]"));
}

function seek(state) {
  const all = cells();
  const at = all.indexOf(current());
  open([...all.slice(at + 1), ...all.slice(0, at)].find((cell) => cell.dataset.state === state));
}

function score(key) {
  const field = document.querySelector("[data-mark] input[type=text], [data-mark] .ld-input-amount");
  if (!field) return false;
  field.focus();
  field.value = key;
  return true;
}

const MOVES = {
  ArrowRight: () => beside(1), ArrowLeft: () => beside(-1), ArrowDown: () => below(1), ArrowUp: () => below(-1),
  n: () => seek("waiting"), d: () => seek("differs"),
  e: () => document.querySelector("[data-evidence]")?.focus(),
  c: () => document.getElementById("f-reason")?.focus(),
};

export function startDesk() {
  if (!document.querySelector("[data-desk]")) return;
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey) {
      const button = document.querySelector("[data-undo] button");
      const field = typing(event.target);
      const typed = field && (field.tagName === "TEXTAREA" || field.value !== field.defaultValue);
      if (event.key.toLowerCase() !== "z" || event.shiftKey || event.repeat || typed || !button) return;
      event.preventDefault();
      button.click();
      return;
    }
    if (typing(event.target)) {
      if (event.key === "Enter" && event.target.tagName === "INPUT") {
        event.preventDefault();
        event.target.form.querySelector("[data-main]")?.click();
      }
      return;
    }
    const letters = document.body.dataset.keys !== "off";
    if (event.key.startsWith("Arrow") || (letters && MOVES[event.key])) {
      event.preventDefault();
      MOVES[event.key]?.();
    } else if (letters && /^[0-9]$/.test(event.key) && score(event.key)) {
      event.preventDefault();
    }
  });
}
