import { type Brand, brandOf } from '#accounts/brand'
import type { Account } from '#accounts/types'
import type { PartnerBilling } from '#partners/types'
import type { DocumentLanguage } from '#shared/locales'
import type { Row } from '#store/types'

export const DEFAULT_PAYMENT_DAYS = 14

/** What a document says beside its lines. */
export interface Terms {
  intro: string | null
  closing: string | null
  payment_days: number
}

/**
 * The terms of a draft as they would stand on it now: its own where it has them, else the brand's in the language of the
 * document, else those on file. `written` puts values into the brand's texts; without it they stand as they were typed.
 */
export function termsOf(
  account: Account,
  billing: PartnerBilling | null,
  draft: Row,
  language: string,
  written: (text: string, days: number) => string = (text) => text
): Terms {
  const { intro, closing, payment_days: onFile } = account.invoicing
  const texts = textsOf(brandOf(account), language)
  const days = Number(draft.payment_days ?? billing?.payment_days ?? onFile ?? DEFAULT_PAYMENT_DAYS)
  const ofBrand = (text: string | undefined) => text && written(text, days)
  return {
    intro: ownText(draft.intro) ?? ofBrand(texts.intro) ?? intro ?? null,
    closing: ownText(draft.closing) ?? ofBrand(texts.closing) ?? closing ?? null,
    payment_days: days,
  }
}

export const textsOf = (brand: Brand, language: string) =>
  brand.texts[language as DocumentLanguage] ?? {}

/** An empty text says that there is none on this document, whatever the account's is. */
const ownText = (text: unknown) => (text === null || text === undefined ? null : String(text))

/** Both free texts as paragraphs. */
export const paragraphsOf = ({ intro, closing }: Pick<Terms, 'intro' | 'closing'>): string[] =>
  [intro, closing].flatMap(paragraphs)

export const paragraphs = (text: string | null): string[] =>
  (text ?? '')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
