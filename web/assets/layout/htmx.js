// htmx, for the scripts that call it by name. Its settings stand in the page's head: it reads them as soon as it is there.
import htmx from "htmx.org";

window.htmx = htmx;
