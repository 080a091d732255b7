/* What is lost on this page as it is shown now: cut, laid over each other, out at the side, stuck in the way. */
() => {
  /* The notice that a login ends lies over what is below it. At the end of the page it stands in a place of its own:
     nothing stays covered. */
  if (document.querySelector(".gs-session:not([hidden])")) scrollTo(0, document.documentElement.scrollHeight);
  const troubles = [];
  const tell = (what, element) => troubles.push(`${what}: ${element.outerHTML.replace(/\s+/g, " ").slice(0, 140)}`);
  const all = [...document.querySelectorAll("body *")];
  const clipped = new Set();  // heard, not seen
  for (const element of all)
    if (clipped.has(element.parentElement) || getComputedStyle(element).clipPath === "inset(50%)") clipped.add(element);
  const isHidden = (element) => clipped.has(element)
    || element.closest("[hidden], .gs-skip, title, desc, script, style, option")
    || !element.getClientRects().length || getComputedStyle(element).visibility === "hidden";
  const room = document.documentElement.clientWidth;

  if (document.documentElement.scrollWidth > room)
    for (const element of all)
      if (!element.closest(".gs-scroll") && !isHidden(element) && element.getBoundingClientRect().right > room + 1)
        tell("out at the side", element);

  for (const element of all) {
    const style = getComputedStyle(element);
    const isWide = element.scrollWidth > element.clientWidth + 1, isHigh = element.scrollHeight > element.clientHeight + 2;
    const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
    if (scrolls && isWide && !/^(TEXTAREA|SELECT|INPUT)$/.test(element.tagName)
        && !(element.tabIndex === 0 && element.getAttribute("aria-label")))
      tell("scrolls, but not by keyboard or without a name", element);
    if (/hidden|clip/.test(style.overflowX + style.overflowY) && (isWide || isHigh) && element.innerText?.trim()
        && !isHidden(element) && !element.closest("svg"))
      tell("is cut", element);
    if (/fixed|sticky/.test(style.position) && !isHidden(element)) {
      const box = element.getBoundingClientRect();  // beside the text, in a column, only its own end may be hidden
      const most = box.width > innerWidth / 2 ? innerHeight / 4 : innerHeight;
      if (box.height > most) tell("stands in the way", element);
    }
    if (/^(BUTTON|INPUT)$/.test(element.tagName) && element.type !== "hidden" && !isHidden(element)
        && element.tagName === "BUTTON" && (isWide || isHigh))
      tell("words of a button are cut", element);
  }

  /* Lines of text that lie over each other: every line of every piece of text against the next ones further down. */
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || isHidden(parent) || parent.closest("svg, select, textarea")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const place = parent.closest("td, th, dd, dt, li, p, label, legend, summary, h1, h2, h3, .kern-btn");
    const right = place ? place.getBoundingClientRect().right : Infinity;
    const boxes = [...range.getClientRects()], letters = node.data.replace(/\s/g, "").length;
    if (letters > 3 && boxes.length >= letters) tell("one letter a line", parent);
    for (const box of boxes) {
      if (box.width > 2 && box.right > right + 2) tell("runs out of its place", parent);
      if (box.width > 2 && !parent.closest(".gs-scroll")) lines.push({ box, node });
    }
  }
  lines.sort((one, other) => one.box.top - other.box.top);
  lines.forEach(({ box, node }, place) => {
    for (let next = place + 1; next < lines.length && lines[next].box.top < box.bottom - 6; next++) {
      const other = lines[next].box;
      const isBeside = Math.min(box.right, other.right) - Math.max(box.left, other.left) < 3;
      if (!isBeside && lines[next].node !== node) tell(`lies over „${node.data.trim().slice(0, 40)}“`, lines[next].node.parentElement);
    }
  });
  return [...new Set(troubles)];
}
