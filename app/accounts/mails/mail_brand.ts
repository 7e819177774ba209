import { brandOf } from '#accounts/brand'
import type { MailBrand } from '#accounts/mails/frame'
import type { Account } from '#accounts/types'

/** An account's mails say its name in the colour of its documents. */
export const mailBrand = (account: Pick<Account, 'name' | 'brand'>): MailBrand => ({
  name: account.name,
  color: brandOf(account).accent,
})
