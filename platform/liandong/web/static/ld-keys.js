// The keyboard (design, section 8). Letters are off inside fields, while an input method composes,
// and altogether when the person switched them off (body[data-keys="off"]).
const GO = { t: "todo", l: "todo", c: "cases", d: "documents" };
let waiting = false;

function typing(target) {
  return target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  next.querySelector("[data-open]")?.focus();
  next.scrollIntoView({ block: "nearest" });
}

function mainAction() {
  const row = document.activeElement.closest?.("[data-row]");
  const target = (row ?? document).querySelector(row ? ".ld-btn" : "[data-main]");
  target?.focus();
}

function onLetter(event) {
  if (waiting) {
    waiting = false;
    const entry = document.querySelector(`.ld-nav a[data-key="${GO[event.key] ?? "-"}"]`);
    // The calendar is the second view of the worklist and lies beside it.
    if (entry && event.key === "l") location.assign(entry.href.replace(/todo$/, "calendar"));
    else if (entry) entry.click();
    return Boolean(entry);
  }
  switch (event.key) {
    case "g":
      waiting = true;
      setTimeout(() => (waiting = false), 1000);
      return true;
    case "j":
      move(1);
      return true;
    case "k":
      move(-1);
      return true;
    case "a":
      mainAction();
      return true;
    case "/":
      document.getElementById("search")?.focus();
      return true;
    case "?":
      document.getElementById("keys-help")?.showModal();
      return true;
    default:
      return false;
  }
}

export function startKeys() {
  if (document.body.dataset.keys === "off") return;
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    if (onLetter(event)) event.preventDefault();
  });
}
