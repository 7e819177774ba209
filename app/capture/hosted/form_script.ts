import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import vite from '@adonisjs/vite/services/main'

const ENTRY = 'resources/hosted/form.ts'

/** Address of the script of hosted forms; null where the pages were not built: forms work without. */
export function formScript(): string | null {
  try {
    return app.inDev ? `/${ENTRY}` : vite.assetPath(ENTRY)
  } catch {
    return null
  }
}

export interface EmbedScript {
  text: string
  etag: string
}

let embed: EmbedScript | null = null

/** The same script for pages elsewhere, under an address that stays. It is one file without imports, so it runs as it is. */
export function embedScript(): EmbedScript | null {
  if (embed) return embed
  const path = app.inDev ? null : formScript()
  if (!path) return null
  const text = `(function(){${readFileSync(app.publicPath(path.replace(/^\//, '')), 'utf8')}\n})();\n`
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  return (embed = { text, etag })
}
