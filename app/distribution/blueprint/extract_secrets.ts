import { createHash } from 'node:crypto'
import { mapTexts, referencesIn } from '#accounts/secret_references'
import { at, isObject } from '#shared/shape'
import type { DeliveryConfig } from '#routing/types'

type Keys = (string | number)[]

/** What one delivery config has to do with secrets. */
export interface ExtractedSecrets {
  /** The config with `${NAME}` in every secret place. */
  delivery: DeliveryConfig
  /** Values that stood there in plain text, by the name they have now. */
  literals: Map<string, string>
  /** Names that were written, with the path of each. */
  references: { name: string; path: string }[]
}

const SECRET_HEADER = /(authorization|key|token|secret|signature|password)$/i
const ONLY_TEMPLATES = /^(\s*(\{\{[^{}]*\}\}|\{%[^{}]*%\})\s*)+$/

/**
 * Takes the secrets out of a delivery config. Secret places are what the channel's form marks so (`secretPaths`, `*` for
 * any key) and headers that are named like one. A name made up for a literal is the same every time: it comes from
 * `scope` (keys of profile and assignment) and the place.
 */
export function extractSecrets(
  delivery: DeliveryConfig,
  secretPaths: readonly (readonly string[])[],
  scope: readonly string[],
  path: string
): ExtractedSecrets {
  const literals = new Map<string, string>()
  const references: ExtractedSecrets['references'] = []
  const replaced = mapTexts(withTextHeaders(delivery), (text, keys) => {
    if (keys[0] === 'use' || keys[0] === 'transform') return text
    const before = references.length
    referencesIn(text, (name) => references.push({ name, path: keys.reduce<string>(at, path) }))
    if (references.length > before || !isSecretPlace(keys, secretPaths)) return text
    if (!text.trim() || ONLY_TEMPLATES.test(text)) return text
    const name = nameOf([...scope, ...keys.map(String)])
    literals.set(name, text)
    return `\${${name}}`
  })
  return { delivery: replaced as DeliveryConfig, literals, references }
}

const isSecretHeader = (name: string) =>
  name.split(/[-_.\s]/).some((word) => SECRET_HEADER.test(word))

/** A key may be written as a number; it is a secret all the same. */
function withTextHeaders(delivery: DeliveryConfig): DeliveryConfig {
  const written = textHeaders(delivery)
  return isObject(written.ping) ? { ...written, ping: textHeaders(written.ping) } : written
}

function textHeaders<T extends Record<string, unknown>>(delivery: T): T {
  const { headers } = delivery
  if (!isObject(headers) || !Object.values(headers).some((one) => typeof one === 'number'))
    return delivery
  const texts = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'number' && isSecretHeader(name) ? String(value) : value,
  ])
  return { ...delivery, headers: Object.fromEntries(texts) }
}

function isSecretPlace(keys: Keys, secretPaths: readonly (readonly string[])[]): boolean {
  const [first, name] = keys[0] === 'ping' ? keys.slice(1) : keys
  if (first === 'headers' && name !== undefined && isSecretHeader(String(name))) return true
  return secretPaths.some(
    (secret) =>
      secret.length <= keys.length &&
      secret.every((key, i) => key === '*' || key === String(keys[i]))
  )
}

/** Readable, and told apart by a hash where two places would read the same. */
function nameOf(words: string[]): string {
  const readable = words
    .join('_')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
  const hash = createHash('sha256').update(words.join('\n')).digest('hex').slice(0, 6).toUpperCase()
  return `${/^[A-Z]/.test(readable) ? '' : 'S_'}${readable.slice(0, 100)}_${hash}`
}
