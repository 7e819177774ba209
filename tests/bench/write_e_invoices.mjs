/* A process of its own for the e-invoices of the bench; prints its results as JSON. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const { build, sizes, seconds } = JSON.parse(process.argv[2])
const load = (path) => import(pathToFileURL(join(build, path)).href)
const { fakeDocument } = await load('app/sdk/testing/fake_documents.js')

/** An invoice of so many lines whose totals fit. */
function invoice(size, turn) {
  const [line] = fakeDocument().lines
  const net = (2000 * size) / 100
  const tax = net * 0.19
  const money = (amount) => amount.toFixed(2)
  return fakeDocument({
    number: `INV-2026-${turn}`,
    lines: Array.from({ length: size }, (_, i) => ({
      ...{ ...line, position: i + 1, description: `Solar lead · <north> & "south" ${i}` },
      ...{ quantity: '1', unit_price: '20.00', net: '20.00' },
    })),
    taxes: [{ ...fakeDocument().taxes[0], net: money(net), amount: money(tax) }],
    totals: {
      ...{ net: money(net), tax: money(tax), gross: money(net + tax) },
      ...{ prepaid: '0.00', due: money(net + tax) },
    },
  })
}

const results = []
for (const format of ['ubl', 'cii', 'xrechnung_ubl', 'xrechnung_cii']) {
  const { default: plugin } = await load(`plugins/documents/${format}.js`)
  const rates = sizes.map((size) => {
    const documents = Array.from({ length: 20 }, (_, turn) => invoice(size, turn))
    const write = (turn) => {
      const { bytes } = plugin.render(documents[turn % 20], {})
      if (!bytes.includes(documents[turn % 20].number)) throw new Error('wrote another document')
    }
    for (let turn = 0; turn < 20; turn++) write(turn)
    const start = performance.now()
    let turn = 0
    while (performance.now() - start < seconds * 1000) write(turn++)
    return turn / ((performance.now() - start) / 1000)
  })
  results.push({ format, rates })
}
process.stdout.write(JSON.stringify(results))
