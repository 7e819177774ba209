import { definePlugin, vine } from '#sdk'

const sharesForm = { title: 'Shares', de: { title: 'Anteile' } }

/** Leaves by chance: `shares: { a: 70, b: 30 }`. The same lead always leaves by the same port. */
export default definePlugin<{ shares: Record<string, number> }>({
  api: 1,
  kind: 'node',
  id: 'split',
  name: 'Split',
  version: '1.0.0',
  description:
    'Shares leads out by weight, always the same way for the same lead. Shares hold on average, not to the lead.',
  de: {
    name: 'Aufteilung',
    description:
      'Teilt Leads nach Anteilen auf, denselben Lead immer gleich. Die Anteile gelten im Mittel, nicht auf den Lead genau.',
  },
  icon: 'percent',
  branches: true,
  config: vine.object({
    shares: vine.record(vine.number().min(0)).minLength(1).meta(sharesForm),
  }),

  ports(config) {
    if (!(total(config.shares) > 0)) throw new Error('at least one share must be above 0')
    return Object.keys(config.shares).map((name) => ({ name, required: true }))
  },

  decide(_lead, config, context) {
    const ways = Object.entries(config.shares).filter(([, share]) => Number(share) > 0)
    let left = chance(context.seed) * total(config.shares)
    for (const [port, share] of ways) {
      left -= Number(share)
      if (left < 0) return { port }
    }
    return { port: ways[ways.length - 1][0] }
  },
})

const total = (shares: Record<string, number>) =>
  Object.values(shares).reduce((sum, share) => sum + Number(share), 0)

/** A number in [0, 1) from a text, evenly spread: FNV-1a with the finish of MurmurHash3. */
function chance(seed: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
