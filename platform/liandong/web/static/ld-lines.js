// A large file on its way: how much has arrived, then that its rows are being looked at.

function show(form, words, percent) {
  const line = form.querySelector("[data-progress]");
  const bar = line.querySelector("progress");
  line.hidden = false;
  if (percent === null) bar.removeAttribute("value");
  else bar.value = percent;
  line.querySelector("[data-progress-words]").textContent = words;
}

function send(form) {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.round((event.loaded / event.total) * 100);
    show(form, `${form.dataset.sending} ${percent}%`, percent);
  });
  request.upload.addEventListener("load", () => show(form, form.dataset.checking, null));
  request.addEventListener("load", () => {
    // Whatever was not understood is said by the page itself.
    if (request.status !== 200) return form.submit();
    location.assign(JSON.parse(request.responseText).href);
  });
  request.addEventListener("error", () => form.submit());
  request.send(new FormData(form));
}

export function startLines(root) {
  for (const form of root.querySelectorAll("form[data-upload]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show(form, form.dataset.sending, 0);
      send(form);
    });
  }
}
