// The inbox: the chosen item's decision page in the right half, and the keys a and r.
const wide = matchMedia("(min-width: 1100px)");
const inbox = () => document.querySelector("[data-inbox]");
const rows = () => [...document.querySelectorAll(".inbox-row[data-item]")];
let wanted = "";
const chosen = () => document.querySelector(".inbox-row.is-chosen");

function choose(row) {
  if (!row) return;
  mark(row);
  show(row.dataset.item, row.querySelector("a").getAttribute("href"));
}

function mark(row) {
  chosen()?.classList.remove("is-chosen");
  rows().forEach((one) => one.querySelector("a").removeAttribute("aria-current"));
  row.classList.add("is-chosen");
  row.querySelector("a").setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
}

// what stands beside the list is in the address: loaded again, or come back to, the page has the same item under its buttons
function show(item, href) {
  if (!wide.matches) return;
  const here = new URL(location.href);
  here.searchParams.set("item", item);
  history.replaceState(history.state, "", here);
  if (href === wanted) return;            // it is there, or on its way: what stands open in it stays open
  wanted = href;
  window.htmx.ajax("GET", href, { target: "#decision", swap: "innerHTML" });
}

// of two that were asked for the second is wanted, whichever comes last
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "decision" && event.detail.requestConfig.path !== wanted) event.detail.shouldSwap = false;
});

for (const failed of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failed, (event) => { if (event.detail.target?.id === "decision") wanted = ""; });
}

function start() {
  const place = document.querySelector("#decision[data-first]");
  if (!place || chosen()) return;
  const row = rows().find((one) => one.dataset.item === place.dataset.first);
  if (row) mark(row);
  show(place.dataset.first, place.dataset.show);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".inbox-row[data-item] .inbox-link");
  if (!link || !wide.matches || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  choose(link.closest(".inbox-row"));
});

document.addEventListener("rows:choose", (event) => {
  if (!inbox() || !event.target.matches(".inbox-row[data-item]")) return;
  event.preventDefault();
  choose(event.target);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (["a", "r"].includes(event.key)) {
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
