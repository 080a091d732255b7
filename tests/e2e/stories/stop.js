/* What stands at the focus: name, place, how its ring is seen, what lies over it. Null if nothing has it. */
(target) => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;

  /* Whatever way a colour is written, a canvas knows its red, green, blue and how solid it is. */
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parts = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const isSeen = (colour) => parts(colour)[3] > 127;
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (isSeen(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  /* Outlines and shadows of the element or of the row that shows the focus for it. */
  const rings = (node) => {
    const style = getComputedStyle(node);
    const found = [];
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) found.push(style.outlineColor);
    for (const [colour] of style.boxShadow.matchAll(/[a-z]+\([^)]*\)/g)) found.push(colour);
    return found.filter(isSeen);
  };
  const shown = [element, element.closest("label")].filter(Boolean);
  const colours = shown.flatMap(rings);
  const around = ground(element.parentElement);
  /* On the sign inside a field for a date or a time: the browser rings the sign itself and tells nobody. */
  const isInside = ["date", "time"].includes(element.type) && !element.matches(":focus");

  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = box.top + Math.min(box.height / 2, 20);
  const hit = document.elementFromPoint(x, y);
  const isFree = hit && (element.contains(hit) || hit.contains(element) || hit.control === element
    || hit.closest("label")?.control === element);
  return {
    page: performance.timeOrigin,
    arrived: element === target,
    what: `${element.tagName} ${(element.textContent || element.labels?.[0]?.textContent || element.id).trim().slice(0, 60)}`,
    ring: colours.join(" "),
    contrast: isInside ? 21 : Math.max(0, ...colours.map((colour) => contrast(colour, around))),
    covered: isFree ? "" : hit ? `${hit.tagName}.${hit.className}` : "the edge of the window",
    tabindex: element.tabIndex,
    fixed: element.classList.contains("gs-skip"),
    left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY,
  };
}
