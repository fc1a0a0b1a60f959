const namespace = 'http://www.w3.org/2000/svg';
const lookProperties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
];
const legendLine = 20;
const fontFamily = 'Helvetica, Arial, sans-serif';

/** A line of an exported chart's legend. */
export interface LegendEntry {
  readonly label: string;
  /** The small drawing beside it. */
  readonly sample: SVGSVGElement;
}

/**
 * Makes a file of a drawn chart: an SVG that stands alone, in the colours of the light scheme whatever the page shows, with title and legend inside.
 */
export function chartToSvg(drawing: SVGSVGElement, title: string, legend: readonly LegendEntry[]): string {
  const { width, height } = drawing.getBoundingClientRect();
  const stage = document.createElement('div');
  // Colours are looked up where the copy is, so the copy stands in a light place for a moment.
  stage.style.cssText = 'position:fixed;left:-10000px;top:0;color-scheme:light;background:#fff';
  document.body.append(stage);
  try {
    const total = height + 34 + legend.length * legendLine + 10;
    const picture = createElement('svg', { xmlns: namespace, width, height: total, viewBox: `0 0 ${width} ${total}` });
    picture.append(createElement('rect', { width, height: total, fill: '#ffffff' }));
    picture.append(createText(title, { x: 14, y: 22, 'font-size': 15, 'font-weight': 600 }));
    picture.append(placed(drawing, 0, 30));
    legend.forEach(({ label, sample }, index) => {
      const y = height + 34 + index * legendLine;
      picture.append(placed(sample, 16, y), createText(label, { x: 52, y: y + 10, 'font-size': 12 }));
    });
    stage.append(picture);
    bakeLooks(picture);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
  } finally {
    stage.remove();
  }
}

/** Draws an SVG file's content onto pixels, two for each of its own so that it is sharp in print. */
export async function svgToPng(svg: string, scale = 2): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * scale;
    canvas.height = image.naturalHeight * scale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The picture could not be drawn'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

function placed(drawing: SVGSVGElement, x: number, y: number): SVGElement {
  const group = createElement('g', { transform: `translate(${x} ${y})` });
  for (const child of drawing.cloneNode(true).childNodes) group.append(child.cloneNode(true));
  return group;
}

// A file has no style sheet: what the page's says is written into every element.
function bakeLooks(picture: SVGElement): void {
  const looks = [...picture.querySelectorAll<SVGElement>('*')].map(element => {
    const style = getComputedStyle(element);
    return { element, values: lookProperties.map(name => [name, style.getPropertyValue(name)] as const) };
  });
  for (const { element, values } of looks) {
    for (const [name, value] of values) if (value !== '') element.setAttribute(name, value);
    element.removeAttribute('style');
    element.removeAttribute('class');
    if (element instanceof SVGTextElement) element.setAttribute('font-family', fontFamily);
  }
}

function createElement(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== 'xmlns') element.setAttribute(key, String(value));
  return element;
}

function createText(text: string, attributes: Record<string, string | number>): SVGElement {
  const element = createElement('text', { fill: '#1b1b23', ...attributes });
  element.textContent = text;
  return element;
}
