// After a decision the next contract stands where the last one stood, with its buttons at the same place: an impatient
// press was meant for the last one. The buttons rest until nobody has pressed for a moment.
const MOMENT = 1200;
let waking = 0;

function rest(form) {
  form.classList.add("is-resting");
  form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", "true"));
  clearTimeout(waking);
  waking = setTimeout(() => {
    form.classList.remove("is-resting");
    form.querySelectorAll("button").forEach((button) => button.removeAttribute("aria-disabled"));
  }, MOMENT);
}

function holdBack(event) {
  const form = event.target.closest(".decision-form.is-resting");
  if (!form || (event.type === "click" && !event.target.closest("button"))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  rest(form);
}

// Enter and Space on a button are clicks too
document.addEventListener("click", holdBack, true);
document.addEventListener("submit", holdBack, true);

let isFirst = new URLSearchParams(location.search).has("done");
document.addEventListener("htmx:afterSwap", (event) => {
  if (!isFirst || event.target.id !== "decision") return;
  isFirst = false;
  const form = event.target.querySelector(".decision-form");
  if (form) rest(form);
});
