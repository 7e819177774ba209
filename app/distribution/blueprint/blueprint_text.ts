import { parseDocument, stringify } from 'yaml'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { BlueprintDocument } from '#distribution/blueprint/types'

/** What is read while others wait (YAML of this size takes about a second); a command may take its time. */
export const MAX_BLUEPRINT_BYTES = 2 * 1024 * 1024
export const MAX_FILE_BYTES = 32 * 1024 * 1024
/** An alias may be written often, but not so that a small text unfolds into a large one. */
const MAX_ALIASES = 100

const unreadable = (message: string) => fail([{ field: '', rule: 'syntax', message }])

/** Reads the text of a blueprint, YAML 1.2 or JSON; a mistake in it is told with its line. */
export function readBlueprintText(
  text: string,
  format: 'yaml' | 'json',
  maxBytes = MAX_BLUEPRINT_BYTES
): Result<unknown, Problem[]> {
  if (Buffer.byteLength(text) > maxBytes) {
    const message = `a blueprint has at most ${maxBytes / 1024 / 1024} MB here`
    return fail([{ field: '', rule: 'max', message }])
  }
  if (format === 'json') return readJson(text)
  try {
    const document = parseDocument(text, { stringKeys: true, uniqueKeys: true })
    if (document.errors.length > 0)
      return fail(
        document.errors.slice(0, 20).map((error) => ({
          field: '',
          rule: 'syntax',
          message: error.message.split('\n')[0],
        }))
      )
    return ok(document.toJS({ maxAliasCount: MAX_ALIASES }))
  } catch (error) {
    if (error instanceof RangeError) return unreadable('it is nested too deep')
    return unreadable((error as Error).message.split('\n')[0])
  }
}

function readJson(text: string): Result<unknown, Problem[]> {
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    return unreadable((error as Error).message)
  }
}

/** A blueprint as YAML that readers of version 1.1 understand in the same way (`no` is Norway, not false). */
export const blueprintToYaml = (document: BlueprintDocument): string =>
  stringify(document, { aliasDuplicateObjects: false, compat: 'yaml-1.1', lineWidth: 100 })
