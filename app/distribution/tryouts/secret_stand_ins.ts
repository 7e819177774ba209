import { referencesIn, replaceReferences } from '#accounts/secret_references'
import type { DeliveryConfig } from '#routing/types'

/**
 * A config in which every secret is played by something of its kind, and how to write the names back into what is made
 * of it. A preview built this way has no secret in it that a template could spell out.
 */
export function playSecrets(
  delivery: DeliveryConfig,
  secretOf: (name: string) => string,
  show: (name: string) => string
): { delivery: DeliveryConfig; restore(text: string): string } {
  const { transform, ...config } = delivery
  const names: string[] = []
  referencesIn(config, (name) => !names.includes(name) && names.push(name))
  const parts = names.map((name, i) => ({ name, part: standIn(secretOf(name), i) }))
  const partOf = new Map(parts.map(({ name, part }) => [name, part]))
  const played = replaceReferences(config, (name) => partOf.get(name)!) as DeliveryConfig
  return {
    delivery: transform === undefined ? played : { ...played, transform },
    // A URL is written in lower case and with a slash at its end; neither is the secret's.
    restore: (text) =>
      parts.reduce(
        (done, { name, part }) => done.replace(new RegExp(part, 'gi'), () => show(name)),
        text
      ),
  }
}

const standIn = (secret: string, i: number): string => {
  const word = `standinsecret${i}x`
  if (/^https?:\/\//i.test(secret)) return `https://${word}.invalid`
  return /^[^\s@]+@[^\s@]+$/.test(secret) ? `${word}@secret.invalid` : word
}
