import { type Shape, at } from '#shared/shape'
import { isMalformed } from '#shared/vat_id_form'

interface Named {
  vat_id?: string
  country?: string
}

/** Refuses what cannot be a VAT id where one is entered; `unless` tells where it may be noted all the same. */
export function refuseMalformedVatId<T extends Named>(
  shape: Shape<T>,
  unless: (read: T) => boolean = () => false
): Shape<T> {
  return {
    ...shape,
    parse(value, path, problems) {
      const read = shape.parse(value, path, problems)
      if (read?.vat_id && !unless(read) && isMalformed(read.vat_id, read.country))
        problems.push({
          field: at(path, 'vat_id'),
          rule: 'vat_id',
          message: 'is not written as a VAT id of its country, such as "DE136695976"',
        })
      return read
    },
  }
}
