// Filters apply as they change. Without JavaScript the form's own button does it.
export function start(form) {
  form.querySelectorAll("[data-without-script]").forEach((button) => { button.hidden = true; });
  form.addEventListener("change", () => form.requestSubmit());
}
