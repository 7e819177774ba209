import { parse } from 'csv-parse/sync'
import { test } from '@japa/runner'
import { COLUMNS, TEXT_COLUMNS } from '#billing/exports/datev_columns'
import { encodeCp1252 } from '#billing/exports/encode_cp1252'
import { type DatevBooking, writeDatev } from '#billing/exports/write_datev'

const BATCH = {
  ...{ consultant: 29_098, client: 55_003, yearBegin: '2026-01-01', accountLength: 4 },
  ...{ from: '2026-10-01', to: '2026-10-31', title: 'Oktober', currency: 'EUR', chart: '03' },
  at: Date.parse('2026-11-02T14:01:40.439Z'),
}
const BOOKING: DatevBooking = {
  ...{ amount: '1234.50', side: 'S', currency: 'EUR', account: '10000', contra: '8400', key: '' },
  ...{ day: '2026-10-05', number: 'INV-2026-0001', reference: '', text: 'Sonne "Süd"\nGmbH' },
  ...{ vatId: '', supplied: '2026-09-30', due: '2026-10-19' },
}
const read = (text: string) =>
  parse(text, { delimiter: ';', relaxColumnCount: true, recordDelimiter: '\r\n' }) as string[][]

test.group('billing: DATEV', () => {
  test('a batch is header, names of columns and bookings, as documented', ({ assert }) => {
    const text = writeDatev(BATCH, [BOOKING])
    const lines = text.split('\r\n')
    // The sample of the documentation with our values.
    assert.equal(
      lines[0],
      '"EXTF";700;21;"Buchungsstapel";13;20261102140140439;;"RE";"";"";29098;55003;20260101;4;20261001;20261031;"Oktober";"";1;0;0;"EUR";;"";;;"03";;;"";""'
    )
    assert.equal(lines[0].split(';').length, 31)
    assert.lengthOf(COLUMNS, 125)
    assert.equal(lines[1], COLUMNS.join(';'))
    assert.equal(lines[3], '', 'every line ends with CR LF')
    const [, names, row] = read(text)
    const value = (name: string) => row[names.indexOf(name)]
    assert.lengthOf(row, 125)
    assert.equal(value('Umsatz (ohne Soll/Haben-Kz)'), '1234,50')
    assert.equal(value('Soll/Haben-Kennzeichen'), 'S')
    assert.equal(value('WKZ Umsatz'), 'EUR')
    assert.equal(value('Konto'), '10000')
    assert.equal(value('Gegenkonto (ohne BU-Schlüssel)'), '8400')
    assert.equal(value('BU-Schlüssel'), '')
    assert.equal(value('Belegdatum'), '0510')
    assert.equal(value('Belegfeld 1'), 'INV-2026-0001')
    assert.equal(value('Buchungstext'), 'Sonne "Süd" GmbH')
    assert.equal(value('Leistungsdatum'), '30092026')
    assert.equal(value('Datum Zuord. Steuerperiode'), '30092026')
    assert.equal(value('Fälligkeit'), '19102026')
    assert.equal(value('Festschreibung'), '0')
  })

  test('texts stand in quotation marks, also empty ones; the rest does not', ({ assert }) => {
    const line = writeDatev(BATCH, [{ ...BOOKING, text: 'x' }]).split('\r\n')[2]
    line.split(';').forEach((cell, i) => {
      const quoted = cell.startsWith('"') && cell.endsWith('"')
      assert.equal(quoted, TEXT_COLUMNS.has(i + 1), `${i + 1} ${COLUMNS[i]}: ${cell}`)
    })
  })

  test('Windows-1252 with what it lacks written as near as it goes', ({ assert }) => {
    assert.deepEqual([...encodeCp1252('ä€–ß')], [0xe4, 0x80, 0x96, 0xdf])
    assert.equal(encodeCp1252('Łódź ő č 中 😀').toString('latin1'), 'L\u00f3dz o c ? ?')
  })
})
