import { applyBlueprint } from './apply_blueprint.js'

const SUPPLIER = {
  ...{ key: 'walked', name: 'Walked Media', sources: ['walked-form'] },
  terms: [{ valid_from: '2026-01-01', sold: '4.00' }],
}
let made: Promise<string> | null = null

/** A supplier whose source no lead of a test comes from; resolves with its key. */
export const ownSupplier = () =>
  (made ??= (async () => {
    await applyBlueprint({ suppliers: [SUPPLIER] })
    return SUPPLIER.key
  })())
