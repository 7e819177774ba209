import { fileURLToPath } from 'node:url'
import { run } from './processes.mjs'
import { heading, note, number, table } from './table.mjs'
import { printPdfs } from './print_pdfs.mjs'

const SIZES = [1, 40, 2_000]

/** PDFs with their XML inside, and e-invoices alone. */
export async function eInvoices(options) {
  await xmlAlone(options)
  await printPdfs(options)
}

/** E-invoices written from what a document says, one core. */
async function xmlAlone({ build, full }) {
  heading('E-invoices, one core: XML alone')
  const job = { build, sizes: SIZES, seconds: full ? 3 : 0.7 }
  const script = fileURLToPath(new URL('write_e_invoices.mjs', import.meta.url))
  const results = JSON.parse(await run(script, [JSON.stringify(job)]))
  table(
    ['documents/s', ...SIZES.map((size) => (size === 1 ? '1 line' : `${number(size)} lines`))],
    results.map(({ format, rates }) => [format, ...rates.map((rate) => number(rate))])
  )
  note('Texts with signs that have to be escaped; each document is written anew, and no two in a row are the same.')
}
