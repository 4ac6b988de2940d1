// Messages. Good news leaves by itself; an error stays until it is closed.
const STAYS_FOR_MS = 8000;

function icon(name) {
  const sprite = document.querySelector("svg.icon use")?.getAttribute("href").split("#")[0];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#i-${name}`);
  svg.append(use);
  return svg;
}

function addClose(toast) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "iconbtn";
  close.setAttribute("aria-label", "Close this message");
  close.append(icon("x"));
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
}

function leaveByItself(toast) {
  let timer;
  const wait = () => { timer = setTimeout(() => toast.remove(), STAYS_FOR_MS); };
  const hold = () => clearTimeout(timer);
  for (const type of ["mouseenter", "focusin"]) toast.addEventListener(type, hold);
  for (const type of ["mouseleave", "focusout"]) toast.addEventListener(type, wait);
  wait();
}

function prepare(toast) {
  addClose(toast);
  if (!toast.classList.contains("toast--stop")) leaveByItself(toast);
}

export function show(text, { level = "success" } = {}) {
  const toast = document.createElement("div");
  toast.className = level === "error" ? "toast toast--stop" : "toast";
  if (level === "error") toast.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.className = "grow";
  words.textContent = text;
  toast.append(icon(level === "error" ? "alert" : "check"), words);
  document.querySelector("[data-toasts]").append(toast);
  prepare(toast);
}

export function start(region) {
  region.querySelectorAll("[data-toast]").forEach(prepare);
  document.addEventListener("toast", (event) => show(event.detail.text, event.detail));
  document.addEventListener("htmx:responseError", (event) => {
    const reading = event.detail.requestConfig.verb === "get";
    const words = reading ? "That didn’t load. Try again." : "That didn’t save. Your changes are still on screen. Try again.";
    show(words, { level: "error" });
  });
  document.addEventListener("htmx:sendError", () => {
    show("We can’t reach the server. Check your connection and try again.", { level: "error" });
  });
}
