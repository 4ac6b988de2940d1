// The curator's form: says what is unsaved, holds back publishing until it is saved, and turns a pick into a token.
const CHANGED = "data-changed";
const REFUSED = " refused";

function label(element) {
  return element.name.replace(/-.*/, "");
}

function watchChanges(form) {
  const region = document.getElementById(form.dataset.unsaved);
  const changed = new Set();
  const mark = (name) => {
    changed.add(name);
    form.setAttribute(CHANGED, "");
    const fields = `${changed.size} field${changed.size === 1 ? "" : "s"}`;
    region.textContent = changed.has(REFUSED) ? "Not saved yet" : `Unsaved changes to ${fields}`;
    document.querySelectorAll("[data-needs-saved]").forEach((button) => {
      button.disabled = true;
      button.title = "Save first";
    });
  };
  const update = (event) => {
    if (event.target.name && event.target.form === form) mark(label(event.target));
  };
  document.addEventListener("input", update);
  document.addEventListener("change", update);
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "steps") mark("steps");
  });
  if (form.querySelector("[data-errors]")) mark(REFUSED);
  form.addEventListener("submit", () => form.removeAttribute(CHANGED));
  window.addEventListener("beforeunload", (event) => {
    if (form.hasAttribute(CHANGED)) event.preventDefault();
  });
}

function addToken(select) {
  const option = select.selectedOptions[0];
  if (!option.value) return;
  const token = document.createElement("label");
  token.className = "facet token";
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name: select.name, value: option.value, checked: true });
  token.append(box, option.textContent);
  select.before(token);
  option.remove();
  select.value = "";
}

document.querySelectorAll("[data-unsaved]").forEach(watchChanges);
document.querySelectorAll("[data-tokens] select").forEach((select) => {
  select.addEventListener("change", () => addToken(select));
});
