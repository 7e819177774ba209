import { join } from 'node:path'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { startReady, stop } from './processes.mjs'
import { heading, median, note, number, table } from './table.mjs'

const RUNS = 3

/** Archived PDFs with their CII inside, from what a document says to the bytes, by one warm browser. */
export async function printPdfs({ build, folder, full }) {
  heading('PDF with embedded XML, one warm browser')
  const script = fileURLToPath(new URL('press_pdfs.mjs', import.meta.url))
  const rows = []
  for (const [lines, count] of [[1, full ? 400 : 150], [40, full ? 100 : 40]]) {
    const told = []
    const load = loadavg()[0]
    for (let run = 0; run < RUNS; run++) {
      const job = { build, storage: join(folder, 'press'), lines, count }
      const { child, ...figures } = await startReady(script, [JSON.stringify(job)])
      await stop(child)
      told.push(figures)
    }
    const middle = (name) => median(told.map((one) => one[name]))
    rows.push([
      lines === 1 ? '1 line' : `${lines} lines`,
      number(middle('perSecond'), 1),
      number(middle('processor'), 0),
      number(middle('first') / 1000, 2),
      number(middle('memory')),
      number(middle('delay'), 1),
      number(load, 1),
    ])
  }
  table(
    [
      ...['document', 'documents/s', 'CPU ms/document', 'first after s', 'MiB'],
      ...['longest stop of the process ms', 'load before'],
    ],
    rows
  )
  note(
    `Medians of ${RUNS} processes, four documents at once. The first: from the start of the process, its own start and that of thread and browser included, the browser unpacked before. CPU and MiB (proportional set size) are those of the process and all of the browser's.`
  )
}
