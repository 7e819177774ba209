import vine from '@vinejs/vine'
import type { RoutePlan } from '#sdk'

/** The setting of strategies that may sell one lead to several partners. */
export const maxBuyers = (without: { en: string; de: string }) =>
  vine
    .number()
    .withoutDecimals()
    .min(1)
    .optional()
    .meta({
      title: 'Most buyers',
      description: `How many partners may buy one lead; empty: ${without.en}.`,
      de: {
        title: 'Höchstzahl der Käufer',
        description: `Wie viele Partner einen Lead kaufen dürfen; leer: ${without.de}.`,
      },
    })

export const ONE_BUYER = { en: 'one', de: 'einer' }

/** As many at once as may still buy, the others one after the other and only if those do not. */
export function inOrder(order: readonly string[], most: number): RoutePlan {
  const waves = [...order.slice(most).map((one) => [one])]
  if (order.length > 0) waves.unshift(order.slice(0, most))
  return { waves, stopAfter: most }
}
