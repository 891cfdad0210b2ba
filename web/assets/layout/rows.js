// Every list: j and k go through its rows, Enter or o opens the chosen one. A list is what has data-rows; a row leads where its first link does.
const ROWS = "[data-rows] > tr, [data-rows] > li, a[data-rows-link]";
const linkOf = (row) => (row.matches("a") ? row : row.querySelector("a[href], button"));
const rows = () => [...document.querySelectorAll(ROWS)].filter((row) => linkOf(row) && row.getClientRects().length);
const chosen = (all) => all.findIndex((row) => row.contains(document.activeElement) || row.classList.contains("is-chosen"));

// a list that shows the chosen row beside itself stops the event; elsewhere the row's link is focused, and Enter opens it
function choose(row) {
  if (row.dispatchEvent(new CustomEvent("rows:choose", { bubbles: true, cancelable: true }))) linkOf(row).focus();
  else document.activeElement?.blur();                  // or Enter would press what was focused before, and not open the chosen row
  row.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, [contenteditable]") || event.metaKey || event.ctrlKey || event.altKey) return;
  if (document.querySelector("dialog[open]") || !["j", "k", "o", "Enter"].includes(event.key)) return;
  const all = rows(), at = chosen(all);
  if (event.key === "j" || event.key === "k") {
    if (all.length) choose(all[Math.min(all.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))]);
  } else if (at >= 0 && (event.key === "o" || event.target === document.body)) {
    event.preventDefault();
    const link = linkOf(all[at]);
    if (link.href) location.href = link.href;
    else link.click();
  }
});
