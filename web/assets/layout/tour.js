// The first tour: one hint after another at real places of the page. Escape or a button ends it, and the house remembers.
const token = () => document.querySelector('meta[name="csrf"]')?.content || "";
const seen = (place) => [...document.querySelectorAll(place)].find((one) => one.getClientRects().length > 0);

function begin(tour) {
  const stops = [...tour.querySelectorAll("[data-stop]")].filter((stop) => seen(stop.dataset.stop));
  const part = (name) => tour.querySelector(`[data-tour-${name}]`);
  const next = part("next"), more = next.textContent;
  let at = 0;

  function show(to) {
    at = to;
    document.querySelector(".tour-here")?.classList.remove("tour-here");
    const here = seen(stops[at].dataset.stop);
    here?.classList.add("tour-here");
    here?.scrollIntoView({ block: "nearest" });
    tour.querySelector("#tour-title").textContent = stops[at].dataset.title;
    tour.querySelector("#tour-text").textContent = stops[at].dataset.text;
    part("count").textContent = `${at + 1} / ${stops.length}`;
    part("back").hidden = at === 0;
    next.textContent = at === stops.length - 1 ? next.dataset.last : more;
    tour.querySelector("#tour-title").focus();
  }

  function end() {
    document.querySelector(".tour-here")?.classList.remove("tour-here");
    tour.remove();
    document.querySelector("main a, main button")?.focus();
    fetch(tour.dataset.tour, { method: "POST", redirect: "manual", headers: { "X-CSRF-Token": token() } }).catch(() => {});
  }

  part("back").addEventListener("click", () => show(at - 1));
  part("end").addEventListener("click", end);
  next.addEventListener("click", () => (at === stops.length - 1 ? end() : show(at + 1)));
  tour.addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });
  tour.hidden = false;
  show(0);
}

const tour = document.querySelector("[data-tour]");
if (tour) begin(tour);
