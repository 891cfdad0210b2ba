// `?` shows the keys; `f` goes to the filter of the list; menus close when something else is clicked.
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, [contenteditable]") || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key === "?") document.querySelector("dialog[data-keys]")?.showModal();
  if (event.key === "f") {
    const field = document.querySelector("[data-filters] input[type=search]");
    if (field) { event.preventDefault(); field.focus(); }
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-keys]")) document.querySelector("dialog[data-keys]").showModal();
  if (event.target.matches("dialog")) event.target.close();
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
