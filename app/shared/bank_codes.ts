import { type Shape, text } from '#shared/shape'

const compact = (written: string) => written.replace(/[\s.-]/g, '').toUpperCase()

/** An account number as ISO 13616 has it: two letters, two check digits, modulo 97 is 1. Without spaces, in capitals. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  let rest = 0
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** A bank by ISO 9362: eight or eleven characters. */
export const isBic = (bic: string): boolean => /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)

/** Read without the spaces people write, in capitals. */
const code = (max: number, rule: string, is: (code: string) => boolean, wrong: string) => {
  const inner = text({ max, rule, check: (value) => (is(compact(value)) ? null : wrong) })
  const shape: Shape<string> = {
    schema: inner.schema,
    parse(value, path, problems) {
      const read = inner.parse(value, path, problems)
      return read === undefined ? undefined : compact(read)
    },
  }
  return shape
}

export const ibanText = () =>
  code(42, 'iban', isIban, 'must be an IBAN such as "DE89 3704 0044 0532 0130 00"')

export const bicText = () => code(16, 'bic', isBic, 'must be a BIC such as "COBADEFFXXX"')
