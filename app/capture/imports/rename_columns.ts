import type { Entity } from '#entities/types'
import type { AccountConfig } from '#distribution/account_config'
import { withLocalFile } from '#capture/imports/import_files'
import { rememberedMapping } from '#capture/imports/imports'
import { lookAtFile } from '#capture/imports/open_import'
import type { Import } from '#capture/imports/types'

/** Says anew whether the first row names the columns; everything that was made of their names is made again. */
export async function renameColumns(
  entry: Import,
  entity: Entity,
  config: AccountConfig,
  named: boolean | undefined
): Promise<Import> {
  if (named === undefined || named === entry.named || entry.path === null) return entry
  if (entry.format === 'jsonl') return entry
  const { format, encoding, separator } = entry
  const probed = { format, encoding, separator }
  const looked = await withLocalFile(entry.path, (path) =>
    lookAtFile(path, probed, entity, config.account, {
      named,
      remembered: (signature) => rememberedMapping(entry.accountId, signature),
    })
  )
  const { header, guesses, mapping, formats } = looked
  const settings = { ...entry.settings, mapping, formats }
  return { ...entry, header, named: looked.named, guesses, settings }
}
