// A form that checks itself while it is typed in: when it is sent, no check may start or be cut off half-way.
const form = document.querySelector("[data-settle]");

function settle(event) {
  form.dataset.leaving = "yes";
  if (!form.classList.contains("htmx-request")) return;
  event.preventDefault();
  const button = event.submitter;
  form.addEventListener("htmx:afterRequest", () => form.requestSubmit(button), { once: true });
}

if (form) {
  form.addEventListener("submit", settle);
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (form.dataset.leaving && event.target === form) event.preventDefault();
  });
}
