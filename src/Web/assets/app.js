import { initAll } from "govuk-frontend";
import { lookAhead } from "./look-ahead.js";
import { narrowPlaces } from "./places.js";
import { jumpToSearch } from "./search.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();
jumpToSearch(document);
narrowPlaces(document);
lookAhead(document);

// Maps are heavy: fetched only by a page that has one.
const maps = document.querySelectorAll("[data-map]");
const source = document.body.dataset.mapScript;
if (maps.length > 0 && source) {
  import(source).then(({ startMaps }) => startMaps(maps));
}
