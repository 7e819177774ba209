import { test } from '@japa/runner'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import fc from 'fast-check'
import { type XlsxCell, escapeXml, rowXml } from '#shared/xlsx/cell'
import { fieldCell, momentCell } from '#shared/xlsx/value_cell'
import { xlsxFile } from '#shared/xlsx/xlsx_file'
import { partsOf, sheetOf } from '#tests/helpers/read_xlsx'

async function fileOf(rows: XlsxCell[][], mostRows?: number): Promise<Uint8Array> {
  async function* batches() {
    for (const row of rows) yield [row]
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of xlsxFile('Leads', ['Name', 'Price'], batches(), mostRows))
    chunks.push(chunk)
  return Buffer.concat(chunks)
}

test.group('xlsx', () => {
  test('text is text, numbers are numbers, and nothing is a formula', ({ assert }) => {
    const text = (value: string) =>
      `<row><c t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c></row>`
    for (const formula of ['=1+1', '+1', '-1', '@x', ' =1', '＝1'])
      assert.equal(rowXml([formula]), text(formula))
    assert.equal(rowXml(['<a> & "b"']), text('&lt;a&gt; &amp; &quot;b&quot;'))
    assert.equal(rowXml(['a\u0000b\u000bc_x0041_']), text('abc_x005F_x0041_'))
    assert.equal(rowXml([{ decimal: '-5.50' }]), '<row><c><v>-5.50</v></c></row>')
    assert.equal(rowXml([{ decimal: '=1' }]), text('=1'))
    assert.equal(
      rowXml([12, true, null, '']),
      '<row><c><v>12</v></c><c t="b"><v>1</v></c><c/><c/></row>'
    )
    assert.equal(rowXml([Number.NaN]), text('NaN'))
  })

  test('days and moments are serial numbers of the clock on the wall', ({ assert }) => {
    const serial = (cell: XlsxCell) => rowXml([cell])
    assert.equal(
      serial(fieldCell('2026-11-27', 'date', (ms) => ms)),
      '<row><c s="2"><v>46353</v></c></row>'
    )
    const berlin = (ms: number) => ms + 3_600_000
    assert.equal(
      serial(momentCell('2026-11-27T11:00:00.000Z', berlin)),
      '<row><c s="3"><v>46353.5</v></c></row>'
    )
    assert.include(serial(fieldCell('0001-01-01', 'date', (ms) => ms)), '0001-01-01')
    assert.include(serial(fieldCell('soon', 'date', (ms) => ms)), 'soon')
  })

  test('any text is well formed and read back as it was', ({ assert }) => {
    const parser = new XMLParser({ trimValues: false, parseTagValue: false, processEntities: true })
    const plain = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => escapeXml(text).replaceAll(/&\w+;/g, '') === text.replaceAll(/[&<>"]/g, ''))
    fc.assert(
      fc.property(plain, (text) => {
        const xml = rowXml([text])
        assert.isTrue(XMLValidator.validate(xml) === true, xml)
        const read = parser.parse(xml).row.c.is.t
        assert.equal(typeof read === 'string' ? read : read['#text'], text)
      })
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        assert.isTrue(XMLValidator.validate(rowXml([`x${text}`])) === true)
      )
    )
  })

  test('a workbook has every part it names, and goes on on a next sheet where one is full', async ({
    assert,
  }) => {
    const bytes = await fileOf(
      [
        ['Ann', 1],
        ['Bob', 2],
        ['Cid', 3],
      ],
      3
    )
    const parts = partsOf(bytes)
    for (const [path, xml] of Object.entries(parts))
      assert.isTrue(XMLValidator.validate(xml) === true, path)
    assert.sameMembers(Object.keys(parts), [
      ...['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml', 'xl/styles.xml'],
      ...['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', '_rels/.rels', '[Content_Types].xml'],
    ])
    assert.lengthOf(sheetOf(bytes).match(/<row>/g)!, 3)
    assert.include(sheetOf(bytes, 2), 'Cid')
    assert.include(sheetOf(bytes, 2), '>Name<')
    assert.include(parts['xl/workbook.xml'], 'name="Leads 2"')
    assert.include(parts['[Content_Types].xml'], '/xl/worksheets/sheet2.xml')
    assert.lengthOf(sheetOf(await fileOf([])).match(/<row>/g)!, 1)
  })
})
