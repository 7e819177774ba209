import type { FormDocument } from './types'

export { START_WORDS } from '../../app/capture/forms/start_words.js'

/** Words of the page where the form has none of its own: in the language of the form, not of whoever builds it. */
export const FORM_WORDS: Record<
  FormDocument['language'],
  { next: string; back: string; send: string }
> = {
  en: { next: 'Next', back: 'Back', send: 'Send' },
  de: { next: 'Weiter', back: 'Zurück', send: 'Absenden' },
}
