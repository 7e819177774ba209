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

  /** A column that is one of a few known words, written into the query: a partial index is found by the word itself. */
  is(column: string, word: string | undefined): this {
    if (word === undefined) return this
    if (!/^[a-z_.]+$/.test(word)) return this.add(`${column} = ?`, word)
    this.#conditions.push(`${column} = '${word}'`)
    return this
  }

  toString(): string {
    return this.#conditions.join(' and ')
  }
}
