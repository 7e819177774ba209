import type { Value } from '#store/types'

/** Conditions of a query that grow with its filters: what is undefined or null asks for nothing. */
export class Where {
  #conditions: string[] = []
  readonly params: (Value | Value[])[] = []

  constructor(accountColumn: string, accountId: string) {
    this.add(`${accountColumn} = ?`, accountId)
  }

  /** `condition` has one `?` for each of `params`; one that is undefined or null leaves the condition out. */
  add(condition: string, ...params: (Value | undefined)[]): this {
    if (params.some((param) => param === undefined || param === null)) return this
    this.#conditions.push(condition)
    this.params.push(...(params as Value[]))
    return this
  }

  toString(): string {
    return this.#conditions.join(' and ')
  }
}
