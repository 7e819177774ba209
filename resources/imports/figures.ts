/* Sums of an import's figures. Pure. */
import type { ImportResult } from './types'

/** Rows of a check that a run would do something with: those that are new, and those that change a lead. */
export const takenOf = ({ created, updated }: ImportResult) => created + updated

/** Rows of a check that met a lead there is already. */
export const metOf = ({ met, duplicates, updated, rejected }: ImportResult) =>
  met ?? duplicates + updated + rejected

export const noResult = (): ImportResult => ({
  ...{ created: 0, updated: 0, duplicates: 0, rejected: 0, bad: 0 },
  by_problem: [],
})
