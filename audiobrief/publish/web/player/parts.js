// The pieces the player is made of. Elements and text nodes only: no text ever becomes mark-up.

const SVG = "http://www.w3.org/2000/svg";
const FIFTEEN = "M9.3 11.4l1.3-1v5.3M14.9 10.4h-2l-.2 2.2c1.4-.5 2.4.2 2.4 1.5s-1.2 2-2.6 1.3";
const ICONS = {
  play: { fill: "M8 4.5v15L20 12z" },
  pause: { fill: "M6.5 5h4v14h-4zM13.5 5h4v14h-4z" },
  back: { stroke: "M12 5.5a7.5 7.5 0 1 1-7.5 7.5M12 5.5l3.2-3M12 5.5l3.2 3", digits: FIFTEEN },
  forward: { stroke: "M12 5.5a7.5 7.5 0 1 0 7.5 7.5M12 5.5l-3.2-3M12 5.5l-3.2 3", digits: FIFTEEN },
  previous: { stroke: "M6 6v12", fill: "M18.5 6v12L9 12z" },
  next: { stroke: "M18 6v12", fill: "M5.5 6v12L15 12z" },
  loud: { stroke: "M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11", fill: "M3.5 9.5v5H7l5 4v-13l-5 4z" },
  quiet: { stroke: "M16 9.5l5 5M21 9.5l-5 5", fill: "M3.5 9.5v5H7l5 4v-13l-5 4z" },
  download: { stroke: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14" },
};

/** An element with attributes (functions become listeners) and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function icon(name) {
  const shape = document.createElementNS(SVG, "svg");
  shape.setAttribute("viewBox", "0 0 24 24");
  shape.setAttribute("aria-hidden", "true");
  for (const [kind, line] of Object.entries(ICONS[name])) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", kind);
    path.setAttribute("d", line);
    shape.append(path);
  }
  return shape;
}

/** A button with a picture, a name, and the key that does the same. */
function button(name, label, key, act, picture = name) {
  const title = key ? `${label} (${key.toUpperCase()})` : label;
  const attributes = { type: "button", class: name, "aria-label": label, title, click: act };
  return make("button", { ...attributes, "aria-keyshortcuts": key }, icon(picture));
}

/** Give a button another picture and name. */
function repaint(element, name, label) {
  if (element.getAttribute("aria-label") === label) return;
  element.setAttribute("aria-label", label);
  element.title = `${label} (${element.getAttribute("aria-keyshortcuts").toUpperCase()})`;
  element.replaceChildren(icon(name));
}

/** What this browser keeps for the reader; nothing where it keeps nothing. */
const memory = {
  get(key) {
    try {
      return localStorage.getItem(`audio-brief:${key}`);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(`audio-brief:${key}`);
      else localStorage.setItem(`audio-brief:${key}`, value);
    } catch {
      // A private window or a full store: the player works without.
    }
  },
};
