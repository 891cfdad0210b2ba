// Before anything is drawn: the light or dark look that this machine asks for.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const choose = () => document.documentElement.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  dark.addEventListener("change", choose);
  choose();
})();
