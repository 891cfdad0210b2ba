// The ledger: a row opens its contract; a filter applies when it is chosen.
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (row && !event.target.closest("a, button, input") && !String(getSelection())) location.href = row.dataset.href;
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-filters]");
  if (form && event.target.matches("select")) form.requestSubmit();
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-filters]");
  if (form) form.querySelectorAll("input, select").forEach((field) => { if (!field.value) field.disabled = true; });
});
