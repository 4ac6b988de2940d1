// A button with data-open-dialog="id" opens that <dialog>. The browser keeps focus inside and gives it back.
export function start(opener) {
  const dialog = document.getElementById(opener.dataset.openDialog);
  if (!dialog?.showModal) return;
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close-dialog]")) dialog.close();
  });
}
