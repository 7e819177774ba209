import type { Entity } from '#entities/types'
import { conflict, invalid } from '#shared/http_problem'
import type { AccountConfig } from '#distribution/account_config'
import { type SettingsChange, changeSettings } from '#capture/imports/change_settings'
import { removeFile } from '#capture/imports/import_files'
import { deleteImport, moveImport } from '#capture/imports/imports'
import { presentImport } from '#capture/imports/present_import'
import { recount } from '#capture/imports/recount'
import { renameColumns } from '#capture/imports/rename_columns'
import { type Import, WORKING } from '#capture/imports/types'

export interface Opened {
  entry: Import
  /** Undefined: it is gone by now. */
  entity: Entity | undefined
  config: AccountConfig
}

/** Changes how a file is read, before it is; a check that read its rows in another way says nothing any more. */
export async function saveSettings(
  { entry, entity, config }: Opened,
  header: boolean | undefined,
  change: SettingsChange
) {
  if (!entity) throw conflict('The entity of this import is gone')
  const named = await renameColumns(entry, entity, config, header)
  const settings = changeSettings(named, change, entity, config)
  if (!settings.ok) throw invalid(settings.problem)
  const made = {
    ...{ header: named.header, named: named.named, guesses: named.guesses },
    settings: settings.value,
  }
  // A check that read the rows as they are read now holds still.
  const counts = recount(entry, { ...entry, ...made })
  const next = { ...made, counts, status: counts ? ('checked' as const) : ('uploaded' as const) }
  if (!(await moveImport(entry, ['uploaded', 'checked'], next)))
    throw conflict('The settings of an import that has begun stay as they are')
  return presentImport({ ...entry, ...next }, entity, Date.now())
}

/** Takes an import away with its file; the leads it made stay. */
export async function dropImport(entry: Import) {
  if ((WORKING as readonly string[]).includes(entry.status))
    throw conflict('This import is at work; pause or cancel it first')
  if (entry.path !== null) await removeFile(entry.path)
  await deleteImport(entry)
}
