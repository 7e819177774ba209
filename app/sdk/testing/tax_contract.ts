import assert from 'node:assert/strict'
import type { Supply, TaxLine, TaxStrategy } from '#sdk'
import {
  type Case,
  type Check,
  assertParts,
  commonChecks,
  readConfig,
} from '#sdk/testing/common_contract'
import { callPurely, deepFreeze } from '#sdk/testing/purity'
import { assertTaxLine } from '#sdk/testing/shapes'

export interface TaxCase extends Case {
  supply: Supply
  applies: boolean
  /** Parts of the line that must come out where it applies. */
  line?: Partial<TaxLine>
}

export function taxContract<C>(plugin: TaxStrategy<C>, cases: TaxCase[]): Check[] {
  return [
    ...commonChecks(plugin, 'tax', cases),
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        const supply = deepFreeze(one.supply)
        const applies = callPurely('applies()', () => plugin.applies(supply, config))
        assert.equal(applies, one.applies)
        if (!applies) return
        const line = callPurely('assess()', () => plugin.assess(supply, config))
        assertTaxLine(line)
        if (one.line) assertParts(line, one.line)
      },
    })),
  ]
}
