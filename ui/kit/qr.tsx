// A code of ours as one SVG path: sharp on paper, nothing fetched.
import qrcode from 'qrcode-generator';

export interface QrProps {
  text: string;
  label: string;
}

/** The quiet zone that scanners need, in modules. */
const MARGIN = 4;

export function Qr({ text, label }: QrProps) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const size = count + 2 * MARGIN;
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={darkModules(code, count)} fill="#000" />
    </svg>
  );
}

function darkModules(code: ReturnType<typeof qrcode>, count: number): string {
  let path = '';
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) path += `M${column + MARGIN} ${row + MARGIN}h1v1h-1z`;
    }
  }
  return path;
}
