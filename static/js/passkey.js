// A passkey that was refused or given up says so: allauth's script would only tell the console.
const WORDS = {
  SecurityError: "Passkeys don’t work at this address. Open the site by its name, not by its number.",
  NotAllowedError: "Your browser stopped before a passkey was used. Try again, or choose another way.",
  InvalidStateError: "This passkey is here already.",
};
const OTHERWISE = "That passkey did not work. Try again, or choose another way.";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const text = WORDS[event.detail.exception?.name] ?? OTHERWISE;
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "error" } }));
});
