// The inbox: the chosen item's decision page in the right half, and the keys j k Enter a r.
const wide = matchMedia("(min-width: 1100px)");
const inbox = () => document.querySelector("[data-inbox]");
const rows = () => [...document.querySelectorAll(".inbox-row[data-item]")];
const chosen = () => document.querySelector(".inbox-row.is-chosen");

function choose(row, { show = true } = {}) {
  if (!row) return;
  chosen()?.classList.remove("is-chosen");
  rows().forEach((one) => one.querySelector("a").removeAttribute("aria-current"));
  row.classList.add("is-chosen");
  row.querySelector("a").setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  if (show && wide.matches) {
    window.htmx.ajax("GET", row.querySelector("a").getAttribute("href"), { target: "#decision", swap: "innerHTML" });
  }
}

function start() {
  const place = document.querySelector("#decision[data-first]");
  if (!place || chosen()) return;
  choose(rows().find((row) => row.dataset.item === place.dataset.first) || rows()[0]);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".inbox-row[data-item] .inbox-link");
  if (!link || !wide.matches || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  choose(link.closest(".inbox-row"));
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (inbox() && ["j", "k"].includes(event.key)) {
    const all = rows();
    choose(all[Math.min(all.length - 1, Math.max(0, all.indexOf(chosen()) + (event.key === "j" ? 1 : -1)))]);
  } else if (inbox() && event.key === "Enter" && event.target === document.body && chosen()) {
    location.href = chosen().querySelector("a").href;
  } else if (["a", "r"].includes(event.key)) {
    const button = document.querySelector(`.decision [data-key="${event.key}"]`);
    if (!button) return;
    event.preventDefault();
    // a key never decides by itself: it moves to the button, Enter presses it
    if (event.key === "r") button.click();
    else button.focus();
  }
});

// what was decided can be taken back for ten seconds; then the bar goes
function undo() {
  const bar = document.querySelector("[data-undo]");
  if (bar) setTimeout(() => bar.remove(), 10000);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => { start(); undo(); });
else { start(); undo(); }
