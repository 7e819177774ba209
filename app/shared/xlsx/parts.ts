import { escapeXml } from '#shared/xlsx/cell'

/* The parts of a workbook that are not its cells (ECMA-376, part 1, SpreadsheetML). */
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Before the rows of a sheet: the first stays in sight. */
export const sheetBegin = (columns: number): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
  `<sheetFormatPr defaultRowHeight="15"/>` +
  (columns > 0 ? `<cols><col min="1" max="${columns}" width="20" customWidth="1"/></cols>` : '') +
  '<sheetData>'

export const SHEET_END = '</sheetData></worksheet>'

/** Styles: plain, bold, a day, a moment. The formats are those every reader knows in its own language's form. */
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '</cellXfs></styleSheet>'

const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
export const sheetPath = (number: number) => `xl/worksheets/sheet${number}.xml`

/** Written last, when it is known how many sheets there are: [path, XML]. */
export function workbookParts(sheets: number, name: string): [string, string][] {
  const rel = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const rels = (inside: string) =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`
  const override = (path: string, type: string) =>
    `<Override PartName="/${path}" ContentType="${TYPES}.${type}+xml"/>`
  const title = (n: number) => escapeXml(n === 1 ? sheetName(name) : `${sheetName(name)} ${n}`)
  return [
    ['xl/styles.xml', STYLES],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${range(sheets)
        .map((n) => `<sheet name="${title(n)}" sheetId="${n}" r:id="rId${n}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      rels(
        range(sheets)
          .map((n) => rel(n, 'worksheet', `worksheets/sheet${n}.xml`))
          .join('') + rel(sheets + 1, 'styles', 'styles.xml')
      ),
    ],
    ['_rels/.rels', rels(rel(1, 'officeDocument', 'xl/workbook.xml'))],
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
        override('xl/workbook.xml', 'sheet.main') +
        override('xl/styles.xml', 'styles') +
        range(sheets)
          .map((n) => override(sheetPath(n), 'worksheet'))
          .join('') +
        '</Types>',
    ],
  ]
}

/** What a sheet may be called: 31 signs and none of these, with room for a number. */
const sheetName = (name: string) =>
  name
    .replace(/[[\]:*?/\\']/g, ' ')
    .slice(0, 25)
    .trim() || 'Sheet'
