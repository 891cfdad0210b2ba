// What every page needs: htmx, the look, the small scripts of its lists; what is heavy is fetched where a page has use for it.
import "@tabler/core/dist/css/tabler.min.css";
import "virtual:icons.css";
import "./layout.css";
import "./pages/reviewing.css";
import "./pages/ledger.css";
import "./pages/drafting.css";
import "./pages/stages.css";
import "./pages/administration.css";
import "./pages/parties.css";
import "./layout/palette.css";
import "./layout/tour.css";
import "./pages/templates.css";
import "./pages/projects.css";
import "./pages/types.css";
import "./pages/reports.css";
import "./pages/dashboard.css";
import "./pages/imports.css";
import "./print.css";
import "./layout/htmx.js";
import "./layout/asking.js";
import "./layout/presence.js";
import "./layout/keys.js";
import "./layout/rows.js";
import "./layout/palette.js";
import "./layout/tour.js";
import "./layout/typed.js";
import "./pages/inbox.js";
import "./pages/resting.js";
import "./pages/decision.js";
import "./pages/ledger.js";

function fetchWhatIsUsed() {
  if (document.querySelector("[data-draft]")) import("./pages/drafting.js");
  if (document.querySelector("[data-template-preview]")) import("./pages/templates.js");
  const pages = document.querySelectorAll("[data-pdf]:not([data-drawn])");
  if (pages.length) import("./pages/pdf.js").then(({ draw }) => pages.forEach(draw));
}

document.addEventListener("htmx:load", fetchWhatIsUsed);
fetchWhatIsUsed();
