// Tables: a row opens what its link does; a filter applies when it is chosen; one menu is open at a time.

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
});
