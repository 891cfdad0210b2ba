// Suggests counterparties while a name or a code is typed in a draft; choosing one fills what the directory knows of it.
const WAIT = 180, LEAST = 2;

class Suggesting {
  constructor(input, root) {
    this.input = input;
    this.root = root;
    this.words = root.dataset;
    this.options = [];
    this.at = -1;
    const place = document.createElement("div");
    place.className = "suggesting";
    input.before(place);
    place.append(input);
    this.list = document.createElement("ul");
    this.list.className = "suggesting-list";
    this.list.id = `${input.id}-suggestions`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.words.suggestLabel);
    this.list.hidden = true;
    place.append(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) input.setAttribute(name, value);
    input.addEventListener("input", (event) => { if (event.isTrusted) this.later(); });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());       // the field keeps the focus
    this.list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) this.choose(Number(option.dataset.number)); });
  }

  later() {
    clearTimeout(this.timer);
    if ([...this.input.value.trim()].length < LEAST) { this.close(); return; }
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const typed = this.input.value;
    const answer = await fetch(`${this.words.suggestions}?text=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || typed !== this.input.value || document.activeElement !== this.input) return;
    this.show(await answer.json());
  }

  show(found) {
    this.options = found;
    this.at = -1;
    this.list.replaceChildren(...found.map((one, number) => this.option(one, number)));
    if (!found.length) {
      const note = document.createElement("li");
      note.className = "suggesting-note";
      note.setAttribute("role", "option");
      note.setAttribute("aria-disabled", "true");
      note.textContent = this.words.suggestNothing;
      this.list.append(note);
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  option(one, number) {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.id = `${this.list.id}-${number}`;
    option.dataset.number = number;
    option.textContent = one.name;
    const small = document.createElement("small");
    small.textContent = [one.code, one.values.counterparty_representative].filter(Boolean).join(" · ");
    const bad = [one.blacklisted && `${this.words.suggestBlacklisted}: ${one.blacklisted}`, one.papers === "expired" && this.words.suggestExpired].filter(Boolean).join(" · ");
    if (bad) { const mark = document.createElement("span"); mark.className = "is-bad"; mark.textContent = ` ⚠ ${bad}`; small.append(mark); }
    option.append(small);
    return option;
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    const last = this.options.length - 1;
    const steps = { ArrowDown: this.at < last ? this.at + 1 : 0, ArrowUp: this.at > 0 ? this.at - 1 : last };
    if (event.key in steps && last >= 0) { event.preventDefault(); this.point(steps[event.key]); }
    else if (event.key === "Enter" && this.at >= 0) { event.preventDefault(); this.choose(this.at); }
    else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); this.close(); }
  }

  point(number) {
    this.at = number;
    for (const option of this.list.children) option.setAttribute("aria-selected", String(Number(option.dataset.number) === number));
    this.list.children[number].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.list.children[number].id);
  }

  choose(number) {
    const { values } = this.options[number];
    for (const [name, value] of Object.entries(values)) {
      const field = this.root.querySelector(`[data-draft-form] [name="${name}"]`);
      if (field && value && field.value !== value) { field.value = value; field.dispatchEvent(new Event("change", { bubbles: true })); }
    }
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export function suggest(root) {
  for (const input of root.querySelectorAll("[name=counterparty], [name=counterparty_code]")) new Suggesting(input, root);
}
