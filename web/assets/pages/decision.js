// The decision form: drawers for return and reject, a reason before either, one press only.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (!opener) return;
  const drawer = document.getElementById(opener.dataset.opens);
  drawer.hidden = !drawer.hidden;
  document.querySelectorAll("[data-opens]").forEach((one) => {
    const other = document.getElementById(one.dataset.opens);
    if (other && other !== drawer) other.hidden = true;
    one.setAttribute("aria-expanded", String(Boolean(other && !other.hidden)));
  });
  const comment = opener.closest("form").querySelector("textarea[name=comment]");
  if (!drawer.hidden) (comment && !comment.value.trim() ? comment : drawer.querySelector("input, button")).focus();
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".decision-form");
  if (!form) return;
  const needsReason = event.submitter && (event.submitter.hasAttribute("formaction") || event.submitter.value === "reject");
  const comment = form.querySelector("textarea[name=comment]");
  if (comment) comment.required = Boolean(needsReason);
  if (needsReason && comment && !comment.value.trim()) {
    event.preventDefault();
    comment.reportValidity();
    return;
  }
  // after the submission has gathered its values: a disabled button would not be sent
  setTimeout(() => form.querySelectorAll("button").forEach((button) => { button.disabled = true; }), 0);
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll(".decision-form button").forEach((button) => { button.disabled = false; });
});

// what was chosen is named beside the button, in the page's own words whatever language the browser speaks
document.addEventListener("change", (event) => {
  const name = event.target.closest(".file-choice")?.querySelector("[data-file-name]");
  if (name) name.textContent = [...event.target.files].map((file) => file.name).join(" ");
});
