// The ledger: a row opens its contract, j and k go through the rows; a filter applies when it is chosen; one menu is open at a time.
const titles = () => [...document.querySelectorAll(".ledger-table .ledger-title a")];

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (row && !event.target.closest("a, button, input") && !String(getSelection())) location.href = row.dataset.href;
  for (const menu of document.querySelectorAll("details.ledger-menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-applies]") && event.target.form) event.target.form.requestSubmit();
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest(".ledger form[method=get], .report-ask, .ledger-panel[method=get]");
  if (form) form.querySelectorAll("input, select").forEach((field) => { if (!field.value) field.disabled = true; });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.ledger-menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  if (event.target.closest("input, textarea, select") || event.metaKey || event.ctrlKey || event.altKey) return;
  if (!["j", "k"].includes(event.key) || !titles().length) return;
  const at = titles().indexOf(document.activeElement);
  titles()[Math.min(titles().length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))].focus();
});
