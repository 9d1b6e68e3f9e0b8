// Forms: fields that depend on another field, lists of items, and the error summary.

function chosen(form, name) {
  const control = form.elements.namedItem(name);
  return control ? control.value : "";
}

function showDependents(form) {
  for (const field of form.querySelectorAll("[data-when-name]")) {
    const wanted = field.dataset.whenValues.split(" ");
    const shown = wanted.includes(chosen(form, field.dataset.whenName));
    field.hidden = !shown;
    // What is hidden is not sent, so that a reason does not outlive the choice it belonged to.
    for (const control of field.querySelectorAll("input, select, textarea")) control.disabled = !shown;
  }
}

function numberItems(list) {
  list.querySelectorAll(".ld-item-edit").forEach((row, index) => {
    row.querySelector(".ld-disc").textContent = index + 1;
    row.querySelector("[data-remove]").value = index;
    const input = row.querySelector("textarea");
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+/, index + 1));
    const unseen = row.querySelector(".ld-unseen");
    unseen.textContent = unseen.textContent.replace(/\d+/, index + 1);
  });
  list.dispatchEvent(new Event("itemschange", { bubbles: true }));
}

function startItems(list) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-remove]");
    const rows = list.querySelectorAll(".ld-item-edit");
    // The last row stays: it is the pattern for new ones. Then the server is asked.
    if (!button || !rows.length || (button.matches("[data-remove]") && rows.length === 1)) return;
    event.preventDefault();
    if (button.matches("[data-add]")) {
      const row = rows[rows.length - 1].cloneNode(true);
      row.querySelector("textarea").value = "";
      rows[rows.length - 1].after(row);
      numberItems(list);
      row.querySelector("textarea").focus();
    } else {
      button.closest(".ld-item-edit").remove();
      numberItems(list);
      list.querySelector("[data-add]").focus();
    }
  });
}

function startForm(form) {
  if (form.dataset.started) return;
  form.dataset.started = "yes";
  showDependents(form);
  form.addEventListener("change", () => showDependents(form));
  for (const list of form.querySelectorAll("[data-items]")) startItems(list);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-main]") ?? undefined);
  });
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}

export function startForms(root) {
  for (const form of root.querySelectorAll("form[data-form]")) startForm(form);
  const summary = root.querySelector("[data-summary]");
  if (summary && !summary.dataset.started) {
    summary.dataset.started = "yes";
    summary.focus({ preventScroll: true });
    for (const link of summary.querySelectorAll("a[href^='#']")) {
      link.addEventListener("click", (event) => {
        const field = document.getElementById(link.hash.slice(1));
        if (!field) return;
        event.preventDefault();
        (field.querySelector("input, textarea, select") ?? field).focus();
      });
    }
  }
}

// A page that comes back out of the browser's memory may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
