// A picture of the paper: 576 units wide, on the printer's own grid, so that what does not fit is seen not to fit.
import qrcode from 'qrcode-generator';
import type { PaperLine, PaperSlip } from '../schema.ts';

const paperWidth = 576;
const margin = 24;
const gap = 36;
const columnUnits = 12;
const rowUnits = 30;
const shownSlips = 5;
const ink = '#1d1d1b';

type TextLine = Extract<PaperLine, { kind: 'text' }>;

/** Newest slip on top, as it would hang from the printer. */
export function drawPaper(slips: readonly PaperSlip[], columns: number): string {
  const scale = (paperWidth - 2 * margin) / (columns * columnUnits);
  const parts: string[] = [];
  let y = gap;
  for (const slip of slips.slice(0, shownSlips)) {
    const drawn = drawSlip(slip, columns);
    const height = drawn.height * scale + 2 * margin;
    parts.push(
      `<g transform="translate(0 ${num(y)})">${sheet(slip, height)}`,
      `<g transform="translate(${margin} ${margin}) scale(${num(scale)})">${drawn.svg}</g></g>`,
    );
    y += height + gap;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${paperWidth} ${num(y)}" width="${paperWidth}" height="${num(y)}"`,
    ` font-family="'Noto Sans Mono CJK SC','Noto Sans CJK SC','Microsoft YaHei',monospace" fill="${ink}">`,
    `<rect width="100%" height="100%" fill="#e8e6e1"/>`,
    ...parts,
    '</svg>',
  ].join('');
}

/** Cut straight; torn in a zigzag where the power went; open paper fades out of the picture at a dashed line. */
function sheet({ end }: PaperSlip, height: number): string {
  const bottom = num(height);
  if (end === 'torn') {
    let edge = '';
    for (let x = paperWidth; x > 0; x -= 24)
      edge += `L${x - 12} ${num(height - 14)}L${x - 24} ${bottom}`;
    return `<path d="M0 0H${paperWidth}V${bottom}${edge}Z" fill="#fff"/>`;
  }
  const dashes = end === 'open' ? ' stroke-dasharray="6 10"' : '';
  return (
    `<rect width="${paperWidth}" height="${bottom}" fill="#fff"/>` +
    `<path d="M0 ${bottom}H${paperWidth}" stroke="#8a867d" stroke-width="2"${dashes}/>`
  );
}

function drawSlip(slip: PaperSlip, columns: number): { svg: string; height: number } {
  const width = columns * columnUnits;
  let svg = '';
  let y = 0;
  for (const line of slip.lines) {
    const drawn = drawLine(line, width);
    if (drawn.svg) svg += `<g transform="translate(0 ${num(y)})">${drawn.svg}</g>`;
    y += drawn.height;
  }
  return { svg, height: y };
}

function drawLine(line: PaperLine, width: number): { svg: string; height: number } {
  switch (line.kind) {
    case 'text':
      return drawText(line, width);
    case 'image': {
      const bits = Buffer.from(line.bits, 'base64');
      const x = offset(line.align, line.width, width);
      const path = modules(line.width, line.height, (column, row) => {
        const byte = bits[row * Math.ceil(line.width / 8) + (column >> 3)] ?? 0;
        return (byte & (0x80 >> (column & 7))) !== 0;
      });
      return { svg: `<path transform="translate(${x} 0)" d="${path}"/>`, height: line.height };
    }
    case 'qr':
      return drawQr(line, width);
    case 'barcode':
      return drawBarcode(line, width);
    case 'signal':
      return drawSignal(line, width);
    case 'blank':
      return { svg: '', height: line.dots };
    case 'unknown': {
      const text = xmlText(`[${line.bytes.slice(0, 32)}]`);
      return { svg: `<text y="20" font-size="18" fill="#b3261e">${text}</text>`, height: rowUnits };
    }
  }
}

function drawText({ runs, align }: TextLine, width: number): { svg: string; height: number } {
  const columns = runs.reduce((sum, run) => sum + run.columns, 0);
  const high = Math.max(1, ...runs.map((run) => run.high));
  const height = Math.max(rowUnits, high * 24 + 6);
  let x = offset(align, columns * columnUnits, width);
  let svg = '';
  for (const run of runs) {
    const stretch = run.wide === run.high ? '' : ` scale(${num(run.wide / run.high)} 1)`;
    const length = (run.columns * columnUnits * run.high) / run.wide;
    svg +=
      `<text transform="translate(${num(x)} ${num(height - 6 - run.high * 3)})${stretch}"` +
      ` font-size="${run.high * 24}" textLength="${num(length)}" lengthAdjust="spacingAndGlyphs"` +
      `${run.bold ? ' font-weight="700"' : ''} xml:space="preserve">${xmlText(run.text)}</text>`;
    x += run.columns * columnUnits;
  }
  return { svg, height };
}

function drawQr(
  line: Extract<PaperLine, { kind: 'qr' }>,
  width: number,
): { svg: string; height: number } {
  try {
    const code = qrcode(0, 'M');
    code.addData(line.data, 'Byte');
    code.make();
    const count = code.getModuleCount();
    const path = modules(count, count, (column, row) => code.isDark(row, column));
    const x = offset(line.align, count * line.cellDots, width);
    const svg = `<path transform="translate(${x} 6) scale(${line.cellDots})" d="${path}"/>`;
    return { svg, height: count * line.cellDots + 12 };
  } catch {
    // More data than a code holds: a printer prints nothing.
    return { svg: '', height: rowUnits };
  }
}

/** Off the right edge when it is too wide, as on a printer that prints it all the same. */
function drawBarcode(
  { bars, moduleDots, heightDots, align }: Extract<PaperLine, { kind: 'barcode' }>,
  width: number,
): { svg: string; height: number } {
  const [from, own] = bars.at(-1) ?? [0, 0];
  const x = offset(align, (from + own) * moduleDots, width);
  const path = bars.map(([at, wide]) => `M${at} 0h${wide}v1h-${wide}z`).join('');
  const scale = `scale(${moduleDots} ${heightDots})`;
  return {
    svg: `<path transform="translate(${x} 6) ${scale}" d="${path}"/>`,
    height: heightDots + 12,
  };
}

/** Beside the paper, in another colour: it is heard or seen, not printed. */
function drawSignal(
  { signal, times }: Extract<PaperLine, { kind: 'signal' }>,
  width: number,
): { svg: string; height: number } {
  const text = signal === 'beep' ? `♪ 响 ${times} 声` : '▣ 钱箱打开';
  return {
    svg: `<text x="${width}" y="20" text-anchor="end" font-size="18" fill="#7a5c00">${text}</text>`,
    height: rowUnits,
  };
}

/** Horizontal runs of black squares as one path. */
function modules(width: number, height: number, dark: (x: number, y: number) => boolean): string {
  let path = '';
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!dark(x, y)) continue;
      const from = x;
      while (x < width && dark(x, y)) x++;
      path += `M${from} ${y}h${x - from}v1h${from - x}z`;
    }
  }
  return path;
}

function offset(align: 'left' | 'centre' | 'right', own: number, width: number): number {
  if (align === 'left') return 0;
  const room = Math.max(0, width - own);
  return align === 'right' ? room : Math.floor(room / 2);
}

function num(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function xmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '▯');
}
