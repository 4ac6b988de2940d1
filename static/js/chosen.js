// Counts the ticked rows, marks them, and lets one box tick them all. Without a script the form works the same.
function start(form) {
  const boxes = [...form.querySelectorAll("input[name=chosen]")];
  const count = form.querySelector("[data-chosen-count]");
  const all = form.querySelector("[data-chosen-all]");
  const bar = form.querySelector("[data-chosen-bar]");
  const update = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = `${chosen} chosen`;
    bar.hidden = chosen === 0;
    boxes.forEach((box) => box.closest("tr").setAttribute("aria-selected", String(box.checked)));
    all.querySelector("input").checked = chosen === boxes.length;
  };
  all.hidden = false;
  all.querySelector("input").addEventListener("change", (event) => {
    boxes.forEach((box) => { box.checked = event.target.checked; });
    update();
  });
  form.addEventListener("change", update);
  update();
}

document.querySelectorAll("[data-chosen]").forEach(start);
