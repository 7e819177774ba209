import { diffForms } from '#distribution/blueprint/diff_forms'
import type { FieldChange } from '#distribution/blueprint/types'

/** From what stands to what is wished for. A wish may say null where what stands says nothing: that is no difference. */
export const differences = (current: object, wished: object): FieldChange[] =>
  diffForms(current, wished).filter(({ from, to }) => from !== null || to !== null)
