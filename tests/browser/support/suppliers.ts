import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtApp } from './built_app.js'

const SUPPLIER = {
  ...{ key: 'walked', name: 'Walked Media', sources: ['walked-form'] },
  terms: [{ valid_from: '2026-01-01', sold: '4.00' }],
}
let made: Promise<string> | null = null

/** A supplier whose source no lead of a test comes from; resolves with its key. */
export const ownSupplier = () =>
  (made ??= (async () => {
    const { ace, account } = builtApp()
    const file = join(tmpdir(), `supplier-${process.pid}.json`)
    await writeFile(file, JSON.stringify({ sluice: 1, suppliers: [SUPPLIER] }))
    await ace('blueprint:apply', file, '--account', account)
    return SUPPLIER.key
  })())
