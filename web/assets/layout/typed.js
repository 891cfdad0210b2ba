// What was typed into a decision outlives a session that ran out: kept in this tab, under who typed it, until it was taken.
const PREFIX = "typed:";
const keys = () => Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX));
const keyOf = (form) => `${PREFIX}${document.body.dataset.user}:${new URL(form.action).pathname}`;
const fieldsOf = (form) => [...form.elements].filter((one) => one.matches("textarea, input[type=text], input[type=date], input:not([type])") && one.name);

function keep(form) {
  const values = Object.fromEntries(fieldsOf(form).map((one) => [one.name, one.value]));
  try { sessionStorage.setItem(keyOf(form), JSON.stringify({ values })); } catch { /* full: it stays in the field */ }
}

function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}

function restore() {
  for (const form of document.querySelectorAll("form.decision-form:not([data-restored])")) {
    form.dataset.restored = "yes";
    const kept = read(keyOf(form));
    for (const one of kept ? fieldsOf(form) : []) if (kept.values[one.name] && one.value === one.defaultValue) one.value = kept.values[one.name];
  }
}

// what a page that goes on answers was taken; a page that asks to sign in, or says what is wrong, took nothing
function forgetWhatWasTaken() {
  const took = !document.querySelector("body.bare, .problem, .decision-refused");
  for (const key of keys()) {
    const kept = read(key);
    if (kept?.sent && took) sessionStorage.removeItem(key);
    else if (kept?.sent) sessionStorage.setItem(key, JSON.stringify({ values: kept.values }));
  }
}

document.addEventListener("input", (event) => { const form = event.target.closest("form.decision-form"); if (form) keep(form); });
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const kept = event.target.matches("form.decision-form") && read(keyOf(event.target));
  if (kept) sessionStorage.setItem(keyOf(event.target), JSON.stringify({ ...kept, sent: true }));
  if (event.target.matches("form[action$='/logout']")) keys().forEach((key) => sessionStorage.removeItem(key));
});
document.addEventListener("htmx:load", () => { try { restore(); } catch { /* forbidden here: nothing is kept */ } });
try { forgetWhatWasTaken(); restore(); } catch { /* forbidden here */ }
