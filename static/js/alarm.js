// A warning sign fills the screen at once, with a network or without. The texts are on the page already.
const ticked = (form) => [...form.querySelectorAll("[name=red_flags]:checked:not([data-told])")].map((box) => box.value);

// The most urgent advice for these signs; the last one is for every other sign.
function dialogFor(signs) {
  const dialogs = [...document.querySelectorAll("[data-alarm]")];
  return dialogs.find((one) => one.dataset.codes.split(" ").some((code) => signs.includes(code))) ?? dialogs.at(-1);
}

export function raise(form) {
  const signs = ticked(form);
  const dialog = signs.length ? dialogFor(signs) : null;
  if (dialog && !dialog.open) dialog.showModal();
  return dialog;
}

export function sayKept(dialog) {
  if (dialog) dialog.querySelector("[data-alarm-kept]").hidden = false;
}

const form = document.querySelector("form#log");
if (form) {
  for (const box of form.querySelectorAll("[name=red_flags]:checked")) box.dataset.told = "";
  form.addEventListener("submit", (event) => {
    const dialog = raise(form);
    if (!dialog || navigator.onLine || form.dataset.log !== undefined) return;
    event.preventDefault();
  });
}
