import type { Entity } from '#entities/types'
import { isEmail } from '#shared/common_shapes'

/** An address a lead may be written to. */
export interface LeadAddress {
  field: string
  label: string
  address: string
  encrypted: boolean
}

/** Its e-mail fields that hold one, in their order. */
export const addressesOf = (
  entity: Pick<Entity, 'fields'>,
  values: Readonly<Record<string, unknown>>
): LeadAddress[] =>
  entity.fields.flatMap(({ key, label, type, encrypted }) => {
    const address = values[key]
    return type === 'email' && typeof address === 'string' && isEmail(address)
      ? [{ field: key, label, address, encrypted }]
      : []
  })

/** Chosen by its field or by itself; without a choice the first. Null: there is none such. */
export const chooseAddress = (
  addresses: readonly LeadAddress[],
  to: string | undefined
): LeadAddress | null =>
  (to === undefined
    ? addresses[0]
    : (addresses.find(({ field }) => field === to) ??
      addresses.find(({ address }) => address.toLowerCase() === to.trim().toLowerCase()))) ?? null
