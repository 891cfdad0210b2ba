// Before anything is drawn: the light or dark look that the person chose, else the one that this machine asks for.
(() => {
  const page = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)");
  const choose = () => page.setAttribute("data-bs-theme", page.dataset.look || (dark.matches ? "dark" : "light"));
  dark.addEventListener("change", choose);
  choose();
})();
