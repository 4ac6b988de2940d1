// Entry point: each part is fetched only where a page asks for it with a data attribute.
const PARTS = [
  ["toast", "[data-toasts]", () => import("./toast.js")],
  ["dialog", "[data-open-dialog]", () => import("./dialog.js")],
  ["scale", "[data-scale]", () => import("./scale.js")],
  ["copy", "[data-copy]", () => import("./copy.js")],
  ["errors", "[data-errors]", () => import("./errors.js")],
  ["autosubmit", "[data-submit-on-change]", () => import("./autosubmit.js")],
];

const started = new WeakMap();

function fresh(root, selector, name) {
  const found = [...root.querySelectorAll(selector)];
  if (root instanceof Element && root.matches(selector)) found.push(root);
  return found.filter((element) => {
    const names = started.get(element) ?? new Set();
    if (names.has(name)) return false;
    started.set(element, names.add(name));
    return true;
  });
}

async function enhance(root) {
  for (const [name, selector, load] of PARTS) {
    const elements = fresh(root, selector, name);
    if (elements.length === 0) continue;
    const part = await load();
    elements.forEach((element) => part.start(element));
  }
}

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
