// What only the server can save says so when there is no network, instead of leaving the page.
for (const form of document.querySelectorAll("form[data-online]")) {
  const words = form.querySelector("[data-offline-words]");
  form.addEventListener("submit", (event) => {
    words.hidden = navigator.onLine;
    if (!navigator.onLine) event.preventDefault();
  });
  window.addEventListener("online", () => { words.hidden = true; });
}
