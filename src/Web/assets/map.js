import L from "leaflet";
import { startDrawing } from "./map-drawing.js";

const styleOf = (feature) => ({ className: `ww-map__${feature.properties?.kind ?? "area"}`, weight: 1 });

// The circle's area, not its width, stands for the count.
const circleFor = (feature, at) => {
  const count = feature.properties?.count ?? 1;
  return L.circleMarker(at, { className: "ww-map__incident", radius: Math.min(40, 3 + 2.2 * Math.sqrt(count)) });
};

const nameFor = (feature, layer) => {
  const { name, count, href } = feature.properties ?? {};
  if (!name && !count) return;
  const words = document.createElement("span");
  words.textContent = [name, count && `${count} ${count === 1 ? "report" : "reports"}`].filter(Boolean).join(": ");
  if (href) {
    const link = document.createElement("a");
    link.href = href;
    link.append(words);
    layer.bindPopup(link);
  } else {
    layer.bindTooltip(words);
  }
};

const geojsonOf = async (element) => {
  const given = element.querySelector('script[type="application/json"]');
  if (given) return JSON.parse(given.textContent);
  if (!element.dataset.source) return null;
  const answer = await fetch(element.dataset.source, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${element.dataset.source}: ${answer.status}`);
  return answer.json();
};

async function start(element) {
  const geojson = await geojsonOf(element);
  element.hidden = false;
  element.setAttribute("role", "application");
  element.setAttribute("aria-roledescription", "map");
  element.setAttribute("aria-label", `${element.dataset.label ?? "Map"}. Arrow keys move it, plus and minus change its size.`);
  const map = L.map(element, { attributionControl: false, zoomSnap: 0.25, maxZoom: 18, minZoom: 5 });
  const kinds = ["boundary", "comparison", "ring", "area", "incident"];
  const shown = L.featureGroup().addTo(map);
  for (const kind of kinds) {
    const features = (geojson?.features ?? []).filter((f) => (f.properties?.kind ?? "area") === kind);
    if (features.length === 0) continue;
    L.geoJSON(features, { style: styleOf, pointToLayer: circleFor, onEachFeature: nameFor }).addTo(shown);
  }
  const bounds = shown.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [12, 12] });
  else map.setView([51.8, -0.2], 10);
  const target = element.dataset.drawInto && document.getElementById(element.dataset.drawInto);
  if (target) startDrawing(map, element, target);
}

export function startMaps(elements) {
  for (const element of elements) {
    start(element).catch((error) => {
      element.hidden = true;
      console.warn("The map could not be shown.", error);
    });
  }
}
