// The drafting page: saves by itself, shows what follows from the values, keeps the document beside the form.
import { suggest } from "./suggesting.js";

const WAIT = 700;

class Drafting {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("[data-draft-form]");
    this.version = Number(root.dataset.version);
    this.frame = root.querySelector("[data-frame]");
    this.store = `draft:${root.dataset.contract}`;
    this.dirty = this.saving = this.stopped = false;
    this.visited = new Set();                  // what is still empty is a fault only where somebody has been, or after a submission
    const first = JSON.parse(root.querySelector("[data-first]").textContent);
    this.found = [];                           // by the linter, in what was saved last
    this.show(Object.values(first.findings).flat(), first.derived);
    this.lint();
    this.listen();
    this.takeUpWhatWasLeft();
  }

  find(selector) { return this.root.querySelector(selector); }

  listen() {
    this.root.addEventListener("input", (event) => { if (this.form.contains(event.target)) this.touched(WAIT); });
    this.root.addEventListener("change", (event) => { if (this.form.contains(event.target)) this.touched(150); });
    this.root.addEventListener("htmx:afterSwap", () => this.touched(150));       // another project: other budget lines
    this.root.addEventListener("focusin", (event) => { this.offerRest(event.target); this.pointOut(event.target); });
    this.root.addEventListener("focusout", (event) => { if (event.target.name) this.visited.add(event.target.name); });
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    this.find("[data-submit]").addEventListener("submit", (event) => this.submit(event));
    this.find("[data-paper-file]").addEventListener("change", (event) => this.attach(event.target));
    window.addEventListener("message", (event) => { if (event.source === this.frame?.contentWindow && event.data === "ready" && !this.frameIsThere) { this.frameIsThere = true; this.draw(); } });
    this.frame?.contentWindow?.postMessage("hello", "*");
    window.addEventListener("online", () => this.touched(0));
    document.addEventListener("visibilitychange", () => { if (document.hidden && this.dirty) this.save({ keepalive: true }); });
  }

  values() {
    const values = {};
    for (const input of this.form.querySelectorAll("[data-input]")) values[input.name] = input.type === "checkbox" && !input.checked ? "" : input.value;
    for (const table of this.form.querySelectorAll("[data-rows]")) {
      values[table.dataset.rows] = [...table.querySelectorAll("tbody [data-row]")].map((row) =>
        Object.fromEntries([...row.querySelectorAll("[data-cell]")].map((cell) => [cell.dataset.cell, cell.value])));
    }
    return values;
  }

  touched(wait) {
    this.dirty = true;
    this.state("typing");
    this.keepHere();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  keepHere() {
    try { localStorage.setItem(this.store, JSON.stringify({ version: this.version, values: this.values() })); } catch { /* full or forbidden: the server has the last save */ }
  }

  takeUpWhatWasLeft() {
    let left = null;
    try { left = JSON.parse(localStorage.getItem(this.store)); } catch { return; }
    if (!left || left.version !== this.version) return;
    for (const input of this.form.querySelectorAll("[data-input]")) {
      if (!(input.name in left.values)) continue;
      if (input.type === "checkbox") input.checked = left.values[input.name] !== "";
      else input.value = left.values[input.name];
    }
    for (const table of this.form.querySelectorAll("[data-rows]")) this.fillRows(table, left.values[table.dataset.rows] || []);
    this.touched(0);
  }

  fillRows(table, rows) {
    table.querySelector("tbody").replaceChildren();
    for (const cells of rows) for (const cell of this.addRow(table).querySelectorAll("[data-cell]")) cell.value = cells[cell.dataset.cell] || "";
  }

  async save(options = {}) {
    if (this.stopped || !this.dirty) return;
    if (this.saving) { this.again = true; return; }
    clearTimeout(this.timer);
    this.saving = true; this.dirty = false;
    this.state("saving");
    try { await this.send(options); } catch { this.dirty = true; this.state("offline"); this.timer = setTimeout(() => this.save(), 5000); }
    this.saving = false;
    if (this.again) { this.again = false; await this.save(); }
  }

  async send(options) {
    const answer = await fetch(this.root.dataset.save, {
      method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": this.token() },
      body: JSON.stringify({ version: this.version, values: this.values() }), ...options });
    const told = await answer.json().catch(() => ({}));
    if (answer.status >= 500) throw new Error(String(answer.status));
    if (!answer.ok) { this.stop(told, answer.status); return; }
    this.version = told.version;
    this.find("[name=version]").value = told.version;
    this.show(told.findings, told.derived);
    if (!this.dirty) { localStorage.removeItem(this.store); this.state("saved"); }
    await this.draw();
    await this.lint();
  }

  stop(told, status) {
    this.stopped = true;
    const box = this.find("[data-trouble]");
    const { by, by_name: name } = told.facts || {};
    const title = by && by === document.body.dataset.user ? box.dataset.ownWindow : [told.title || status, name].filter(Boolean).join(" · ");
    box.querySelector("[data-trouble-title]").textContent = title;
    box.querySelector("[data-trouble-hint]").textContent = told.hint || told.detail || "";
    this.state("stopped");
    box.hidden = false;
    box.scrollIntoView({ block: "center" });
    this.find("[data-submit-button]").disabled = true;
  }

  token() { return this.form.querySelector("input[type=hidden]")?.value || ""; }

  show(findings, derived) {
    for (const list of this.form.querySelectorAll("[data-findings]")) {
      const name = list.dataset.findings;
      const mine = findings.filter((found) => found.field === name || found.field.startsWith(`${name}.`));
      const input = this.form.querySelector(`[name="${name}"]`);
      const isUnvisited = input && !input.value && !this.visited.has(name) && !this.find("[data-refused]");
      list.replaceChildren(...mine.map((found) => this.line(found, isUnvisited)));
      input?.setAttribute("aria-invalid", String(!isUnvisited && mine.some((found) => found.level === "error")));
    }
    this.markCells(findings);
    for (const place of this.root.querySelectorAll("[data-derived]")) place.textContent = derived[place.dataset.derived] || (place.dataset.derived === "capitals" ? "" : "—");
    const rest = this.find("[data-rest]");
    if (rest) rest.hidden = !derived.plan_rest || derived.plan_rest === "0.00";
    this.rest = derived.plan_rest;
    this.findings = findings;
    this.count();
  }

  async lint() {                               // after the document was drawn: the server sets the text once for both
    const answer = await fetch(this.root.dataset.lint, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    this.found = await answer.json();
    this.count();
  }

  line(found, isUnvisited = false) {
    const line = document.createElement("li");
    const row = found.field.split(".")[1];
    line.className = isUnvisited ? "is-missing" : `is-${found.level}`;
    line.textContent = row ? `${row}: ${found.text}` : found.text;
    return line;
  }

  entry(found) {
    const entry = document.createElement("li"), name = found.field.split(".")[0];
    const input = name && this.root.querySelector(`#field-${name}, [data-rows="${name}"]`);
    const label = input && (this.root.querySelector(`label[for="field-${name}"]`) || input.closest("fieldset").querySelector("legend"));
    const place = document.createElement(input ? "a" : "span");
    if (input) {
      place.href = `#section-${input.closest("fieldset").id.replace("section-", "")}`;
      place.addEventListener("click", (event) => { event.preventDefault(); this.lead(input); });
    }
    place.textContent = input ? label.textContent.trim() : this.find("[data-found-list]").dataset.where;
    entry.className = `is-${found.level}`;
    entry.append(place, ` ${found.text}`);
    if (found.quote) { const quote = document.createElement("q"); quote.textContent = found.quote; entry.append(quote); }
    return entry;
  }

  lead(input) {
    this.find("[data-found]").open = false;
    this.root.classList.remove("is-showing-document");
    const control = input.matches("[data-rows]") ? input.querySelector("[data-cell]") : input;
    input.scrollIntoView({ block: "center" });
    control?.focus({ preventScroll: true });
  }

  markCells(findings) {
    for (const table of this.form.querySelectorAll("[data-rows]")) {
      const rows = [...table.querySelectorAll("tbody [data-row]")].filter((row) => [...row.querySelectorAll("[data-cell]")].some((cell) => cell.value.trim()));
      for (const cell of table.querySelectorAll("[data-cell]")) cell.removeAttribute("aria-invalid");
      for (const found of findings) {
        const [name, number, column] = found.field.split(".");
        if (name === table.dataset.rows && column) rows[number - 1]?.querySelector(`[data-cell="${column}"]`)?.setAttribute("aria-invalid", "true");
      }
    }
  }

  count() {
    const place = this.find("[data-count]"), all = [...this.findings, ...this.found];
    const errors = all.filter((found) => found.level === "error").length;
    const warnings = all.filter((found) => found.level === "warning").length;
    this.find("[data-found-list]").replaceChildren(...all.map((found) => this.entry(found)));
    this.find("[data-found]").classList.toggle("is-empty", !all.length);
    place.className = `drafting-count ${errors ? "is-error" : warnings ? "is-warning" : "is-fine"}`;
    place.textContent = [errors && `${errors} ${place.dataset.errors}`, warnings && `${warnings} ${place.dataset.warnings}`].filter(Boolean).join(" · ") || place.dataset.none;
  }

  state(name) {
    const place = this.find("[data-state]");
    place.textContent = place.dataset[name];
    place.dataset.now = name;
  }

  clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if ("addRow" in button.dataset) {
      const table = button.closest("[data-rows]");
      const row = this.addRow(table);
      if (table.dataset.rows === "plan") this.putRest(row, this.rest);
      row.querySelector("[data-cell]").focus();
      this.touched(WAIT);
    } else if ("removeRow" in button.dataset) { button.closest("[data-row]").remove(); this.touched(150); }
    else if (button.dataset.removePaper) this.detach(button.dataset.removePaper);
    else if ("showDocument" in button.dataset) this.root.classList.toggle("is-showing-document");
  }

  // a row of the plan that has a name and no amount gets what is still to be placed; the only row the whole price
  offerRest(cell) {
    const row = cell.closest("[data-rows=plan] tbody [data-row]");
    if (!row || !row.querySelector("[data-cell]").value || row.querySelector('[data-cell="amount"]').value) return;
    this.putRest(row, row.parentElement.childElementCount === 1 ? this.find("#field-amount")?.value : this.rest);
  }

  putRest(row, rest) {
    if (rest && rest !== "0.00" && !rest.startsWith("-")) row.querySelector('[data-cell="amount"]').value = rest;
  }

  addRow(table) {
    const row = table.querySelector("template").content.firstElementChild.cloneNode(true);
    table.querySelector("tbody").append(row);
    return row;
  }

  async submit(event) {
    if (this.dirty || this.saving) {
      event.preventDefault();
      const form = event.target;
      await this.save();
      while (this.saving) await new Promise((done) => setTimeout(done, 50));
      if (!this.dirty && !this.stopped) form.requestSubmit();
      return;
    }
    this.find("[data-submit-button]").disabled = true;
  }

  async draw() {
    if (!this.frame) return;
    const answer = await fetch(this.root.dataset.document).catch(() => null);
    if (answer?.ok) this.frame.contentWindow.postMessage({ docx: await answer.arrayBuffer(), mark: this.marked || "" }, "*");
  }

  pointOut(target) {
    if (!target.matches?.("[data-input], [data-cell]") || target.tagName === "SELECT" || target.type === "checkbox") return;
    this.marked = target.value.split("\n")[0].trim();
    this.frame?.contentWindow?.postMessage({ mark: this.marked }, "*");
  }

  attach(input) {
    const file = input.files[0];
    if (!file) return;
    const body = new FormData();
    body.append("file", file);
    const bar = this.find("[data-paper-progress]"), trouble = this.find("[data-paper-trouble]");
    const request = new XMLHttpRequest();
    request.open("POST", this.root.dataset.papers);
    request.setRequestHeader("X-CSRF-Token", this.token());
    request.upload.addEventListener("progress", (event) => { bar.value = event.loaded / (event.total || 1); });
    request.addEventListener("loadend", () => {
      bar.hidden = true; input.value = "";
      if (request.status === 200) { trouble.textContent = ""; this.find("#papers").outerHTML = request.responseText; }
      else trouble.textContent = this.sentence(request.responseText);
    });
    request.setRequestHeader("Accept", "application/json");
    bar.hidden = false; bar.value = 0;
    request.send(body);
  }

  async detach(address) {
    const answer = await fetch(address, { method: "POST", headers: { "X-CSRF-Token": this.token(), Accept: "application/json" } });
    const told = await answer.text();
    if (answer.ok) this.find("#papers").outerHTML = told;
    else this.find("[data-paper-trouble]").textContent = this.sentence(told);
  }

  sentence(answer) {
    try { const told = JSON.parse(answer); return [told.title, told.hint || told.detail].filter(Boolean).join(" "); } catch { return "—"; }
  }
}

function begin() {
  for (const root of document.querySelectorAll("[data-draft]:not([data-begun])")) { root.dataset.begun = "yes"; suggest(root); new Drafting(root); }
}

document.addEventListener("DOMContentLoaded", begin);
document.addEventListener("htmx:load", begin);
begin();
