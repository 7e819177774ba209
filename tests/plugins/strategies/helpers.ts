import type { Candidate } from '#sdk'

export const candidates = (...keys: string[]): Candidate[] =>
  keys.map((assignment) => ({
    assignment,
    partner: `${assignment}-partner`,
    priority: 100,
    price: 2500,
    weight: 1,
    delivered: 0,
  }))
