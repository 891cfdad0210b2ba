// `/` and Ctrl-K: one line that finds contracts, people and pages, and goes there.
const palette = () => document.querySelector("dialog[data-palette]");
const options = () => [...palette().querySelectorAll("[role=option]")].filter((one) => !one.hidden);
let asked = null, waiting = 0;

function open() {
  const dialog = palette();
  if (!dialog || document.querySelector("dialog[open]")) return;
  dialog.querySelector("input").value = "";
  dialog.querySelector("[data-found]").replaceChildren();
  dialog.showModal();
  narrow("");
}

function narrow(text) {
  const word = text.trim().toLowerCase();
  for (const command of palette().querySelectorAll("[data-commands] [role=option]")) command.hidden = !command.textContent.toLowerCase().includes(word);
  palette().querySelector("[data-commands]").hidden = !palette().querySelector("[data-commands] [role=option]:not([hidden])");
  settle();
}

function settle() {
  const found = options();
  palette().querySelector("[data-nothing]").hidden = found.length > 0;
  choose(found[0]);
}

function choose(option) {
  for (const one of palette().querySelectorAll("[aria-selected=true]")) one.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  palette().querySelector("input").setAttribute("aria-activedescendant", option?.id || "");
}

async function ask(text) {
  asked?.abort();
  const place = palette().querySelector("[data-found]");
  if (text.trim().length < 2) { place.replaceChildren(); settle(); return; }
  asked = new AbortController();
  const answer = await fetch(`${palette().dataset.search}?${new URLSearchParams({ text })}`, { signal: asked.signal }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  place.innerHTML = await answer.text();
  settle();
}

document.addEventListener("input", (event) => {
  if (!event.target.closest("[data-palette]")) return;
  narrow(event.target.value);
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(event.target.value), 120);
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); open(); return; }
  const within = event.target.closest("[data-palette]");
  if (within) {
    const found = options(), at = found.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose(found[Math.min(found.length - 1, at + 1)]);
    else if (event.key === "ArrowUp") choose(found[Math.max(0, at - 1)]);
    else if (event.key === "Enter" && !event.isComposing && event.target.matches("input")) found[at]?.click();
    else return;
    event.preventDefault();
  } else if (event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable]") && !event.altKey) {
    event.preventDefault();
    open();
  }
});

document.addEventListener("click", (event) => { if (event.target.closest("[data-show-palette]")) open(); });
