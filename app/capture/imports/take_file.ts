import { importFileMs } from '#config/imports'
import type { Entity } from '#entities/types'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import type { Received } from '#capture/imports/import_files'
import { createImport, rememberedMapping } from '#capture/imports/imports'
import { type Looked, lookAtFile } from '#capture/imports/open_import'
import { UnreadableFileError } from '#capture/imports/read/unreadable_file'
import type { Import, ImportSettings } from '#capture/imports/types'

export interface FileWish {
  config: AccountConfig
  entity: Entity
  /** As its sender calls it. */
  name: string
  file: Received
  by: string
  /** The import whose bad rows these are. */
  corrects?: Import
}

/** Makes an import of a file that has come in. What is no file of rows is refused, and not kept. */
export async function takeFile(wish: FileWish, now: number): Promise<Result<Import, Problem[]>> {
  const { config, entity, file, corrects } = wish
  const accountId = config.account.id
  const name = shortName(wish.name)
  try {
    const probed = file.probe.end(name)
    const looked = await lookAtFile(file.path, probed, entity, config.account, {
      named: corrects ? true : undefined,
      remembered: (signature) => rememberedMapping(accountId, signature),
    })
    const settings = corrects
      ? correctedSettings(corrects, looked)
      : settingsOf(name, looked, entity)
    const made = await createImport({
      ...{ accountId, entityId: entity.id, parentId: corrects?.id ?? null, name, ...probed },
      ...{ bytes: file.probe.bytes, path: await file.keep(accountId), settings },
      ...{ header: looked.header, named: looked.named, guesses: looked.guesses },
      ...{ rows: null, status: 'uploaded', phase: null, problem: null, position: 0 },
      ...{ counts: null, undone: null, phaseAt: null, phaseFrom: 0 },
      ...{ createdAt: now, createdBy: wish.by, finishedAt: null },
      // A file nobody does anything with goes as well.
      fileUntil: now + Math.max(importFileMs, 86_400_000),
    })
    return ok(made)
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
    return fail([{ field: 'file', rule: error.rule, message: error.message }])
  } finally {
    await file.drop()
  }
}

const NAME_LENGTH = 200

/** The end of a long name says more (its kind) than its middle. */
function shortName(name: string): string {
  const clean = name.replace(/\p{Cc}/gu, ' ').trim() || 'leads.csv'
  if (clean.length <= NAME_LENGTH) return clean.toWellFormed()
  return `${clean.slice(0, NAME_LENGTH - 20)}…${clean.slice(-19)}`.toWellFormed()
}

const settingsOf = (name: string, looked: Looked, entity: Entity): ImportSettings => ({
  ...{ mapping: looked.mapping, formats: looked.formats, constants: {} },
  duplicate: entity.duplicate?.action ?? 'skip',
  // An imported list is sold on purpose, or not at all.
  distribute: false,
  ...{ stage: entity.stages[0] ?? null, source: name.replace(/\.\w{1,6}$/, '').slice(0, 100) },
  ...{ test: false, consent: null },
})

/** The bad rows of an import come back under its settings: columns are found again by name, those that were added go. */
function correctedSettings(before: Import, looked: Looked): ImportSettings {
  const byName = new Map(before.header.map((name, i) => [name, String(i)]))
  const mapping: ImportSettings['mapping'] = {}
  const formats: ImportSettings['formats'] = {}
  for (const [i, name] of looked.header.entries()) {
    const at = byName.get(name)
    mapping[i] = at === undefined ? null : (before.settings.mapping[at] ?? null)
    if (at !== undefined && before.settings.formats[at]) formats[i] = before.settings.formats[at]
  }
  return { ...before.settings, mapping, formats }
}
