// Requests of the page itself: the session's token goes along, a bar shows that something is on its way, a refusal is said.
const token = () => document.querySelector('meta[name="csrf"]')?.content || "";
const bar = () => document.querySelector("[data-progress]");
let underWay = 0;

document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRF-Token"] = token(); });
document.addEventListener("htmx:beforeRequest", () => show(1));
document.addEventListener("htmx:afterRequest", () => show(-1));

function show(more) {
  underWay = Math.max(0, underWay + more);
  // what is there within a tenth of a second needs no bar
  if (underWay) setTimeout(() => { if (underWay) bar().hidden = false; }, 100);
  else bar().hidden = true;
}

document.addEventListener("htmx:responseError", (event) => {
  let told = {};
  try { told = JSON.parse(event.detail.xhr.responseText); } catch { /* a page of a proxy: say what we can */ }
  say(told.title || document.body.dataset.trouble, [told.hint, told.reference].filter(Boolean).join(" · "));
});
document.addEventListener("htmx:sendError", () => say(document.body.dataset.noNetwork, ""));

export function say(title, hint) {
  const toast = document.querySelector("template[data-toast]").content.firstElementChild.cloneNode(true);
  toast.querySelector("b").textContent = title;
  toast.querySelector("span").textContent = hint;
  document.querySelector("[data-toasts]").append(toast);
  setTimeout(() => toast.remove(), 12000);
}

document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".toast")?.remove());

// one press only: the second of a double click would be a second request
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  // another script of the page may still hold it back: that is no press
  setTimeout(() => { if (!event.defaultPrevented) form.dataset.sent = "yes"; }, 0);
  setTimeout(() => {
    if (event.defaultPrevented) return;
    form.querySelectorAll("button:not([type=button])").forEach((one) => one.classList.add("btn-loading", "is-sent")); }, 300);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => {
  delete form.dataset.sent;
  form.querySelectorAll(".is-sent").forEach((one) => one.classList.remove("btn-loading", "is-sent"));
}));
