// What a reader sees of a mail: every text with its colour, ground and font; links; the button.
() => {
  const numbers = colour => colour.match(/[\d.]+/g).map(Number);
  const light = colour => {
    const [r, g, b] = numbers(colour).slice(0, 3).map(part => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = element => {
    for (let node = element; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      const parts = numbers(colour);
      if (parts.length === 3 || parts[3] === 1) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const box = element => { const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    return { left, top, right, bottom, width, height }; };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    texts.push({ words: node.textContent.trim().slice(0, 60), colour: style.color, ground: ground(element),
      contrast: contrast(style.color, ground(element)), font: style.fontFamily,
      size: parseFloat(style.fontSize), isLink: Boolean(element.closest('a:not(.act)')),
      isUnderlined: style.textDecorationLine.includes('underline') });
  }
  const cell = document.querySelector('.btn');
  const sheet = document.querySelector('.sheet');
  return {
    texts,
    button: cell && { ...box(cell), colour: getComputedStyle(cell).backgroundColor,
      edge: contrast(getComputedStyle(cell).backgroundColor, ground(cell.parentElement)),
      target: box(cell.querySelector('a')) },
    sheet: box(sheet),
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}
