// Tables as one XLSX workbook, streamed. Own XML: libraries stream one sheet only, or keep the workbook in memory. Cells hold
// strings, numbers and dates and never a formula, whatever a text begins with.
import { Readable } from 'node:stream';
import { type Cell, plain, type Table } from './table.ts';
import { type ZipPart, zipStream } from './zip-stream.ts';

/** Of every spreadsheet program since 2007. */
const SHEET_ROWS = 1_048_576;
const CHUNK_CHARS = 16_384;
const BUFFERED_BYTES = 65_536;
const DATE_STYLES = { 'yyyy-mm-dd': 1, 'yyyy-mm-dd hh:mm': 2 } as const;
const DAY_MS = 86_400_000;
/** Spreadsheets count days since 1899-12-30. */
const DAYS_BEFORE_1970 = 25_569;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

interface Sheet {
  readonly name: string;
  readonly front: boolean;
}

/** @param maxRows a sheet that is full goes on in the next one, headings repeated */
export function xlsxFile(tables: readonly Table[], maxRows: number = SHEET_ROWS): Readable {
  return Readable.from(zipStream(parts(tables, maxRows)), {
    objectMode: false,
    highWaterMark: BUFFERED_BYTES,
  });
}

async function* parts(tables: readonly Table[], maxRows: number): AsyncGenerator<ZipPart> {
  const sheets: Sheet[] = [];
  for (const table of tables) {
    const rows = rowsOf(table, maxRows)[Symbol.asyncIterator]();
    try {
      let next = await rows.next();
      for (let ordinal = 1; !next.done; ordinal++) {
        const name = ordinal === 1 ? table.name : `${table.name}_${ordinal}`;
        sheets.push({ name, front: table.front === true });
        const text = sheetXml(table, maxRows, async () => {
          const { value } = next;
          const row = next.done ? null : (value as readonly Cell[]);
          if (row !== null) next = await rows.next();
          return row;
        });
        yield { name: `xl/worksheets/sheet${sheets.length}.xml`, text };
      }
    } finally {
      await rows.return(undefined);
    }
  }
  for (const [name, xml] of Object.entries(workbookParts(sheets))) {
    yield { name, text: once(XML + xml) };
  }
}

/** Head, headings, rows and tail, as they stand in the sheet or in the sheets that follow a full one. */
async function* rowsOf(
  { head, columns, rows, tail }: Table,
  maxRows: number,
): AsyncGenerator<readonly Cell[], undefined> {
  const headings = columns.map(({ heading }) => heading);
  for (const text of head) yield [text];
  yield headings;
  let written = head.length + 1;
  for await (const row of rows) {
    if (written % maxRows === 0) {
      yield headings;
      written += 1;
    }
    yield row;
    written += 1;
  }
  for (const text of tail()) yield [text];
}

async function* sheetXml(
  { columns }: Table,
  maxRows: number,
  next: () => Promise<readonly Cell[] | null>,
): AsyncGenerator<string> {
  const styles = columns.map(({ dates }) => DATE_STYLES[dates ?? 'yyyy-mm-dd']);
  const widths = columns.map(
    ({ width }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const letters = columns.map((_column, index) => letterOf(index));
  let chunk = `${XML}<worksheet xmlns="${MAIN}"><cols>${widths.join('')}</cols><sheetData>`;
  for (let row = 1; row <= maxRows; row++) {
    const cells = await next();
    if (cells === null) break;
    chunk += `<row r="${row}">`;
    cells.forEach((cell, index) => {
      chunk += cellXml(cell, `${letters[index] ?? letterOf(index)}${row}`, styles[index]);
    });
    chunk += '</row>';
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}</sheetData></worksheet>`;
}

function cellXml(cell: Cell, reference: string, style = 1): string {
  if (cell === null) return '';
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? `<c r="${reference}"><v>${cell}</v></c>` : '';
  }
  if (cell instanceof Date) {
    const serial = cell.getTime() / DAY_MS + DAYS_BEFORE_1970;
    return `<c r="${reference}" s="${style}"><v>${serial}</v></c>`;
  }
  const text = escapeXml(inertEscape(plain(String(cell))));
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** `_x0041_` in a cell means A to Excel; the underscore is written as its own code. */
function inertEscape(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

/** 0 is A, 26 is AA. */
function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function workbookParts(sheets: readonly Sheet[]): Record<string, string> {
  const entries = sheets.map(({ name, front }, index) => ({
    front,
    tag: `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
    relation: relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
    type: override(`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet'),
  }));
  const listed = [...entries.filter((one) => one.front), ...entries.filter((one) => !one.front)];
  const all = (what: 'tag' | 'relation' | 'type', of = entries) =>
    of.map((entry) => entry[what]).join('');
  return {
    'xl/styles.xml': stylesXml(),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${all('tag', listed)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${all('relation')}${relation('rIdStyles', 'styles', 'styles.xml')}</Relationships>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${all('type')}</Types>`,
  };
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
}

function override(part: string, type: string): string {
  return `<Override PartName="${part}" ContentType="${TYPES}.${type}+xml"/>`;
}

/** General, and the two ways dates look; the fonts and fills are those that every reader asks for. */
function stylesXml(): string {
  const formats = Object.entries(DATE_STYLES).map(
    ([code, style]) => `<numFmt numFmtId="${163 + style}" formatCode="${code}"/>`,
  );
  const styles = [0, ...Object.values(DATE_STYLES)].map((style) => {
    const format = style === 0 ? 0 : 163 + style;
    return `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
  });
  return [
    `<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${formats.join('')}</numFmts>`,
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>',
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${styles.length}">${styles.join('')}</cellXfs></styleSheet>`,
  ].join('');
}
