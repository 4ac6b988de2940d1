// A form that checks itself while it is typed in: when it is sent, no check may start or be cut off half-way.
const form = document.querySelector("[data-settle]");

function settle(event) {
  form.dataset.leaving = "yes";
  if (!form.classList.contains("htmx-request")) return;
  event.preventDefault();
  const button = event.submitter;
  form.addEventListener("htmx:afterRequest", () => form.requestSubmit(button), { once: true });
}

// The first button of a new plan saves a draft. Enter in a field is no wish for that: it checks what was typed.
function checkOnEnter(event) {
  if (event.key !== "Enter" || !event.target.matches("input:not([type=checkbox])")) return;
  event.preventDefault();
  event.target.dispatchEvent(new Event("change", { bubbles: true }));
}

// What was unfolded stays so when a part of the page comes again, and a link to a field unfolds what it lies in.
let unfolded = [];

function remember() {
  unfolded = [...document.querySelectorAll("details[open][id]")].map((fold) => fold.id);
}

function unfoldAgain() {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
}

function goToField(event) {
  const field = document.getElementById(event.target.closest?.("a[href^='#']")?.hash.slice(1) ?? "");
  if (!field?.closest("form")) return;
  field.closest("details")?.setAttribute("open", "");
  field.focus();
}

if (form) {
  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:afterSwap", unfoldAgain);
  document.addEventListener("click", goToField);
  if (form.hasAttribute("data-enter-checks")) form.addEventListener("keydown", checkOnEnter);
  form.addEventListener("submit", settle);
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (form.dataset.leaving && event.target === form) event.preventDefault();
  });
}
