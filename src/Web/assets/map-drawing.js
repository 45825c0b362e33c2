import L from "leaflet";

const cross = () => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "ww-map__cross");
  svg.setAttribute("viewBox", "0 0 26 26");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M13 2v22M2 13h22");
  svg.append(path);
  return svg;
};

const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
};

const round = (number) => Math.round(number * 1e6) / 1e6;

const cornersOf = (text) => {
  try {
    const geojson = JSON.parse(text);
    const ring = (geojson.geometry ?? geojson).coordinates[0];
    return ring.slice(0, -1).map(([lng, lat]) => L.latLng(lat, lng));
  } catch {
    return [];
  }
};

// An area drawn by clicking corners, or by moving the map under the cross and pressing Enter.
export function startDrawing(map, element, target) {
  let corners = cornersOf(target.value);
  let drawing = false;
  const shape = L.polygon([], { className: "ww-map__draft", weight: 3 }).addTo(map);
  const dots = L.layerGroup().addTo(map);
  const mark = cross();
  const says = document.createElement("p");
  says.className = "ww-map__says";
  says.setAttribute("role", "status");

  const write = () => {
    const ring = corners.map(({ lat, lng }) => [round(lng), round(lat)]);
    target.value = corners.length < 3 ? "" : JSON.stringify({ type: "Polygon", coordinates: [[...ring, ring[0]]] });
    target.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = (sentence) => {
    shape.setLatLngs(corners);
    dots.clearLayers();
    for (const corner of corners) L.circleMarker(corner, { radius: 5, className: "ww-map__corner", interactive: false }).addTo(dots);
    const corner = corners.length === 1 ? "corner" : "corners";
    const wanting = corners.length < 3 ? ", an area needs 3" : "";
    says.textContent = sentence ?? (corners.length === 0 ? "" : `${corners.length} ${corner}${wanting}.`);
  };
  const change = (next, sentence) => {
    corners = next;
    write();
    show(sentence);
  };
  const setDrawing = (on) => {
    drawing = on;
    begin.setAttribute("aria-pressed", String(on));
    begin.textContent = on ? "Stop drawing" : corners.length > 0 ? "Change the area" : "Draw an area";
    if (on) {
      element.append(mark);
      show("Click each corner. By keyboard: arrow keys move the map, Enter puts a corner under the cross, "
        + "Backspace takes the last one away.");
      element.focus();
    } else {
      mark.remove();
      show();
    }
  };

  const begin = button(corners.length > 0 ? "Change the area" : "Draw an area", () => setDrawing(!drawing));
  const undo = button("Take away the last corner", () => change(corners.slice(0, -1)));
  const clear = button("Clear", () => change([], "The area is cleared."));
  const tools = document.createElement("div");
  tools.className = "ww-map__tools";
  tools.append(begin, undo, clear, says);
  element.after(tools);

  map.on("click", ({ latlng }) => drawing && change([...corners, latlng]));
  element.addEventListener("keydown", (event) => {
    if (!drawing || event.target !== element) return;
    if (event.key === "Enter") change([...corners, map.getCenter()]);
    else if (event.key === "Backspace") change(corners.slice(0, -1));
    else return;
    event.preventDefault();
  });
  // Typed or pasted instead of drawn.
  target.addEventListener("input", () => {
    corners = cornersOf(target.value);
    show();
  });
  show();
  if (corners.length > 0) map.fitBounds(shape.getBounds(), { padding: [40, 40], maxZoom: 16 });
}
