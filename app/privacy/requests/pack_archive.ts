import drive from '@adonisjs/drive/services/main'
import { strToU8, zipSync } from 'fflate'
import { loadAccount } from '#accounts/repository'
import { chooseLocale } from '#shared/locales'
import { type LeftOut, accessPage } from '#privacy/access_page'
import type { AccessFile } from '#privacy/requests/gather_access'

/** Files of a person that go along, in bytes. */
const MOST_BYTES = 100 * 1024 * 1024

/** The archive for people and machines. A file for which there is no room is named in both, with its size. */
export async function packArchive(
  accountId: string,
  leads: Record<string, unknown>[],
  files: AccessFile[],
  mostBytes = MOST_BYTES
): Promise<Uint8Array> {
  const account = (await loadAccount(accountId))!
  const parts: Record<string, Uint8Array> = {}
  const out: LeftOut[] = []
  let bytes = 0
  for (const { path, name } of files) {
    if (!(await drive.use().exists(path))) continue
    const { contentLength: size } = await drive.use().getMetaData(path)
    if (bytes + size > mostBytes) {
      out.push({ name, bytes: size })
      continue
    }
    bytes += size
    parts[name] = await drive.use().getBytes(path)
  }
  const data = { account: account.name, at: new Date().toISOString(), leads, left_out: out }
  return zipSync(
    {
      'data.json': strToU8(JSON.stringify(data, null, 2)),
      'index.html': strToU8(accessPage(data, chooseLocale(account.language))),
      ...parts,
    },
    { level: 6 }
  )
}
