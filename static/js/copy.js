// Copies the value beside the button and says so. Without clipboard access the text can be selected by hand.
export function start(group) {
  const button = group.querySelector("[data-copy-button]");
  const source = group.querySelector("input, textarea");
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value);
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: "Copied" } }));
  });
}
