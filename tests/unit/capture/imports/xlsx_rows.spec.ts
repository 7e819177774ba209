import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { strToU8, zipSync } from 'fflate'
import { xlsxRows } from '#capture/imports/read/xlsx_rows'
import { XmlScanner } from '#capture/imports/read/xml_scanner'

const RELATIONS =
  '<Relationships><Relationship Id="rId1" Target="worksheets/hidden.xml"/><Relationship Id="rId2" Target="/xl/worksheets/people.xml"/></Relationships>'
const BOOK =
  '<?xml version="1.0"?><x:workbook xmlns:x="x" xmlns:r="r"><x:workbookPr/><x:sheets><x:sheet name="H" state="hidden" r:id="rId1"/><x:sheet name="P" r:id="rId2"/></x:sheets></x:workbook>'
const STYLES =
  '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
const TEXTS =
  '<sst><si><t>E-mail</t></si><si><r><t>Mül</t></r><r><t xml:space="preserve">ler &amp; Sohn</t></r><rPh><t>x</t></rPh></si></sst>'
const SHEET =
  '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Born &gt; here</t></is></c></row><row r="2"/><row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4"><v>4.917012345678E12</v></c><c r="C4" s="1"><v>46320</v></c><c r="D4" t="b"><v>1</v></c><c r="E4" t="e"><v>#N/A</v></c><c r="F4" t="str"><f>A1&amp;B1</f><v>made</v></c></row></sheetData></worksheet>'

const book = (parts: Record<string, string> = {}) =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        'xl/workbook.xml': BOOK,
        'xl/_rels/workbook.xml.rels': RELATIONS,
        'xl/styles.xml': STYLES,
        'xl/sharedStrings.xml': TEXTS,
        'xl/worksheets/hidden.xml': '<worksheet/>',
        'xl/worksheets/people.xml': SHEET,
        ...parts,
      }).map(([name, text]) => [name, strToU8(text)])
    )
  )

/** An archive whose list says of the sheet that it unpacks to `size` bytes. */
function sized(archive: Uint8Array, size: number): Uint8Array {
  const at = Buffer.from(archive).lastIndexOf('xl/worksheets/people.xml') - 46
  new DataView(archive.buffer, archive.byteOffset).setUint32(at + 24, size, true)
  return archive
}

test.group('imports: rows of a spreadsheet', (group) => {
  let folder: string
  group.each.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-xlsx-'))
    return () => rm(folder, { recursive: true })
  })
  async function rowsOf(content: Uint8Array) {
    const path = join(folder, 'a.xlsx')
    await writeFile(path, content)
    const rows = []
    for await (const row of xlsxRows(path)) rows.push(row)
    return rows
  }

  test('shared and own texts, dates by their format, gaps, formulas and what failed', async ({
    assert,
  }) => {
    assert.deepEqual(await rowsOf(book()), [
      { line: 1, cells: ['E-mail', '', 'Born > here'] },
      { line: 4, cells: ['Müller & Sohn', '4917012345678', '2026-10-25', 'true', '', 'made'] },
    ])
  })

  test('what unpacks to far more than it is, is refused before it does', async ({ assert }) => {
    const bomb = sized(book(), 100_000_000)
    await assert.rejects(() => rowsOf(bomb), /unpacks to far more/)
  })

  test('what lies about its size is refused when it has told too much', async ({ assert }) => {
    const lying = sized(book({ 'xl/worksheets/people.xml': SHEET.padEnd(100_000) }), 10)
    await assert.rejects(() => rowsOf(lying), /unpacks to far more/)
  })

  test('a document type, a torn file and another archive are refused in words', async ({
    assert,
  }) => {
    const entities = book({
      'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>',
    })
    await assert.rejects(() => rowsOf(entities), /document type/)
    await assert.rejects(() => rowsOf(book().slice(0, 400)), /no whole XLSX file/)
    await assert.rejects(() => rowsOf(zipSync({ 'a.txt': strToU8('x') })), /no XLSX file/)
  })

  test('XML is read the same in whatever pieces it comes', ({ assert }) => {
    const xml = '<a x="1>2"><!-- < --><b:c y=\'q"\'>t&amp;u<![CDATA[<raw>]]></b:c><d/></a>'
    const read = (size: number) => {
      let told = ''
      const scanner = new XmlScanner({
        open: (name, of) => (told += `(${name} ${of('x') ?? of('y') ?? ''}`),
        text: (text) => (told += text),
        close: (name) => (told += `${name})`),
      })
      for (let i = 0; i < xml.length; i += size) scanner.write(xml.slice(i, i + size))
      return told
    }
    for (const size of [1, 2, 3, 7, 1000])
      assert.equal(read(size), '(a 1>2(c q"t&u<raw>c)(d d)a)', String(size))
  })
})
