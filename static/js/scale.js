// Says the chosen pain number in words, in the polite region under the scale.
const WORDS = [
  [0, "none", "You don’t feel it."],
  [3, "mild", "You notice it, but it’s easy to ignore."],
  [6, "moderate", "It’s hard to ignore and gets in the way."],
  [10, "severe", "It’s hard to think about anything else."],
];

export function say(value) {
  return WORDS.find(([highest]) => value <= highest);
}

export function start(scale) {
  const region = scale.querySelector("[data-scale-says]");
  const update = () => {
    const chosen = scale.querySelector("input:checked");
    region.replaceChildren();
    if (!chosen || chosen.value === "") return;
    const [, word, sentence] = say(Number(chosen.value));
    const strong = document.createElement("b");
    strong.textContent = `${chosen.value}, ${word}.`;
    const words = document.createElement("span");
    words.append(strong, ` ${sentence}`);
    region.append(words);
  };
  scale.addEventListener("change", update);
  update();
}
